import { Tooltip } from "@mantine/core";
import { useSession } from "../api/session.ts";
import { fromNow } from "../words/durations.ts";
import { momentInWords } from "../words/moments.ts";
import { useNow } from "./use-now.ts";
import classes from "./time.module.css";

interface TimeProps {
  /** ISO 8601, UTC. */
  readonly value: string;
  /** `in 12 min` instead of the clock's time, which the hint then tells. */
  readonly relative?: boolean;
  /** Only the time of day, where the day is clear. */
  readonly timeOnly?: boolean;
}

/** A moment on the merchant's clock, with its offset. */
export function Time({ value, relative = false, timeOnly = false }: TimeProps) {
  const { timeZone } = useSession().installation;
  const { date, time, offset } = momentInWords(value, timeZone);
  if (relative) {
    return (
      <Tooltip label={`${date} ${time} ${offset}, ${timeZone}`}>
        <time dateTime={value} className={classes.time}>
          <FromNow value={value} />
        </time>
      </Tooltip>
    );
  }
  return (
    <time dateTime={value} className={classes.time} title={`${timeZone} · ${value}`}>
      {timeOnly ? time : `${date}, ${time}`}
      <span className={classes.offset}>{` ${offset}`}</span>
    </time>
  );
}

function FromNow({ value }: { readonly value: string }) {
  return fromNow(value, useNow());
}

import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLive } from "../../api/live/live-provider.tsx";
import classes from "./away-notice.module.css";

/** A connection that is lost for a moment is nobody's trouble. */
const SAID_AFTER_MS = 3_000;

/** Says over the page, so that nothing moves, that LastEdit does not answer; gone once it does. */
export function AwayNotice() {
  const { state } = useLive();
  return state === "waiting" ? <AfterAWhile /> : null;
}

function AfterAWhile() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), SAID_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div role="status" className={classes.place}>
      {shown && (
        <div className={classes.notice}>
          <Text size="sm" fw={580}>
            LastEdit does not answer
          </Text>
          <Text size="sm">What you see may be old. It is tried again, and nothing you typed is lost.</Text>
        </div>
      )}
    </div>
  );
}

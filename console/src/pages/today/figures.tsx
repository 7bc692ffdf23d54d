import { Paper, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { durationInWords } from "../../words/durations.ts";
import { RUN_GROUPS } from "../../words/run-groups.ts";
import classes from "./figures.module.css";

/** The day in figures; each leads to the runs it counts. */
export function Figures({ today: { totals, hours, editToWarehouse } }: { readonly today: Today }) {
  const from = hours[0]?.from ?? "";
  const { medianMs, p95Ms, runs } = editToWarehouse;
  return (
    <ul className={classes.figures} aria-label="The last 24 hours">
      <Figure label="Edits in" value={totals.in} explain="Told by Shopify, or seen there.">
        {(inside) => (
          <Link to="/runs" search={{ from, became: "any" }} className={classes.link}>
            {inside}
          </Link>
        )}
      </Figure>
      {RUN_GROUPS.map(({ figure, became, label, explain }) => (
        <Figure
          key={figure}
          label={label}
          value={totals[figure]}
          explain={explain}
          {...(figure === "blocked" && totals.blocked > 0 ? { tone: "look" } : {})}
        >
          {(inside) => (
            <Link to="/runs" search={{ from, became }} className={classes.link}>
              {inside}
            </Link>
          )}
        </Figure>
      ))}
      <Figure
        label="Edit to warehouse"
        value={medianMs === null ? "–" : durationInWords(medianMs)}
        explain={
          p95Ms === null
            ? "No edit was applied yet."
            : `Median of ${runs}. 95 of 100 within ${durationInWords(p95Ms)}, the time to settle included.`
        }
      >
        {(inside) => (
          <Link to="/runs" search={{ from, became: "applied" }} className={classes.link}>
            {inside}
          </Link>
        )}
      </Figure>
    </ul>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: number | string;
  readonly explain: string;
  readonly tone?: string;
  readonly children: (inside: ReactNode) => ReactNode;
}

function Figure({ label, value, explain, tone, children }: FigureProps) {
  return (
    <Paper component="li" className={classes.figure} data-tone={tone}>
      {children(
        <>
          <span className={classes.label}>{label}</span>
          <span className={classes.value} data-figures>
            {typeof value === "number" ? value.toLocaleString("en-GB") : value}
          </span>
        </>,
      )}
      <Text size="xs" c="dimmed">
        {explain}
      </Text>
    </Paper>
  );
}

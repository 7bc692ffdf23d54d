import type { ReactNode } from "react";
import classes from "./fact-list.module.css";

interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** Names and values, such as the times of a run. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label} className={classes.fact}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

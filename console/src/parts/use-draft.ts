import { useState } from "react";
import { changesBetween } from "../words/value-changes.ts";

export interface Draft<Value> {
  /** What was saved when the changes began: what the runtime compares with. */
  readonly base: Value;
  readonly value: Value;
  readonly set: (value: Value) => void;
  /** Places that differ from what was saved, such as `keepDays`. */
  readonly edited: readonly string[];
  /** Somebody else has saved something else meanwhile. */
  readonly outrun: boolean;
  /** Counts up when what is shown begins anew, for fields that keep what is typed. */
  readonly round: number;
  /** Gives up what was changed here, and shows what is saved. */
  readonly begin: (saved: Value) => void;
  /** Keeps what was changed here, over what is saved now. */
  readonly keep: () => void;
}

/** What is being changed of something saved. While nothing is changed it follows what is saved; then it stays. */
export function useDraft<Value extends object>(saved: Value): Draft<Value> {
  const [base, setBase] = useState(saved);
  const [value, set] = useState(saved);
  const [round, setRound] = useState(0);
  const begin = (now: Value): void => {
    setBase(now);
    set(now);
    setRound(round + 1);
  };
  const edited = changesBetween(base, value).map(({ path }) => path);
  const moved = base !== saved && changesBetween(base, saved).length > 0;
  const outrun = moved && edited.length > 0 && changesBetween(saved, value).length > 0;
  if (moved && !outrun) begin(saved);
  const keep = (): void => {
    set(changedOver(saved, base, value));
    setBase(saved);
    setRound(round + 1);
  };
  return { base, value, set, edited, outrun, round, begin, keep };
}

/** What is saved, with the fields that were changed here in place of its own. */
function changedOver<Value extends object>(saved: Value, base: Value, value: Value): Value {
  const before = new Map(Object.entries(base));
  const changed = Object.entries(value).filter(([field, now]) => changesBetween(before.get(field), now).length > 0);
  const gone = Object.keys(base).filter((field) => !Object.hasOwn(value, field));
  const kept = Object.entries(saved).filter(([field]) => !gone.includes(field));
  return Object.fromEntries([...kept, ...changed]) as Value;
}

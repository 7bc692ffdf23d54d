import { useState } from "react";
import classes from "./json-tree.module.css";

interface JsonNodeProps {
  readonly name: string | null;
  readonly value: unknown;
  readonly depth: number;
  readonly open: number;
}

/** Very long lists are shown in portions, so that a large answer does not stop the page. */
const PORTION = 100;

/** One value, and what is in it. */
export function JsonNode({ name, value, depth, open }: JsonNodeProps) {
  if (typeof value !== "object" || value === null) return <Leaf name={name} value={value} />;
  const entries = Array.isArray(value)
    ? value.map((each, index): [string, unknown] => [String(index), each])
    : Object.entries(value);
  const [before, after] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) return <Leaf name={name} value={undefined} text={`${before}${after}`} />;
  return (
    <Branch name={name} entries={entries} brackets={`${before} ${entries.length} ${after}`} depth={depth} open={open} />
  );
}

interface BranchProps extends Omit<JsonNodeProps, "value"> {
  readonly entries: readonly (readonly [string, unknown])[];
  readonly brackets: string;
}

function Branch({ name, entries, brackets, depth, open }: BranchProps) {
  const [isOpen, setOpen] = useState(depth < open);
  const [shown, setShown] = useState(PORTION);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)} className={classes.branch}>
      <summary className={classes.summary}>
        {name !== null && <span className={classes.name}>{name}</span>}
        <span className={classes.count}>{brackets}</span>
      </summary>
      {isOpen && (
        <div className={classes.children}>
          {entries.slice(0, shown).map(([key, each]) => (
            <JsonNode key={key} name={key} value={each} depth={depth + 1} open={open} />
          ))}
          {entries.length > shown && (
            <button type="button" className={classes.more} onClick={() => setShown(shown + PORTION)}>
              {entries.length - shown} more
            </button>
          )}
        </div>
      )}
    </details>
  );
}

interface LeafProps {
  readonly name: string | null;
  readonly value: unknown;
  readonly text?: string;
}

function Leaf({ name, value, text = JSON.stringify(value) }: LeafProps) {
  return (
    <div className={classes.leaf}>
      {name !== null && <span className={classes.name}>{name}</span>}
      <span data-type={value === null ? "null" : typeof value} className={classes.value}>
        {text}
      </span>
    </div>
  );
}

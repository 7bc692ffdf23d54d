import { VisuallyHidden } from "@mantine/core";
import type { ValueChange } from "../words/value-changes.ts";
import classes from "./value-changes.module.css";

interface ValueChangesProps {
  /** Such as `changesBetween` gives. */
  readonly changes: readonly ValueChange[];
  readonly label: string;
}

/** Most that are listed; beyond it nobody reads on. */
const MOST = 100;

/** What differs between two values, place by place. */
export function ValueChanges({ changes, label }: ValueChangesProps) {
  return (
    <ul className={classes.changes} aria-label={label}>
      {changes.slice(0, MOST).map(({ path, before: was, after: is }) => (
        <li key={path}>
          {path !== "" && <div className={classes.path}>{path}</div>}
          <div className={classes.values}>
            {was !== null && (
              <>
                <VisuallyHidden>was </VisuallyHidden>
                <del>{was}</del>
              </>
            )}
            {was !== null && is !== null && <span aria-hidden> → </span>}
            {is !== null && (
              <>
                <VisuallyHidden> now </VisuallyHidden>
                <ins>{is}</ins>
              </>
            )}
          </div>
        </li>
      ))}
      {changes.length > MOST && <li>{`and ${changes.length - MOST} more`}</li>}
    </ul>
  );
}

import { useState } from "react";
import type { ReactNode } from "react";
import classes from "./folded.module.css";

/** Something that few need, behind its name. It is made only once it is opened. */
export function Folded({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={classes.folded} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className={classes.summary}>{label}</summary>
      {open && <div className={classes.body}>{children}</div>}
    </details>
  );
}

import type { ReactNode } from "react";
import { TONE_COLOUR } from "../words/tones.ts";
import type { Tone } from "../words/tones.ts";
import classes from "./timeline.module.css";

export interface TimelineItem {
  readonly key: string | number;
  readonly tone: Tone;
  readonly title: ReactNode;
  /** At the far end of the title's line, such as a duration. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** What happened one after the other. */
export function Timeline({ items, label }: { readonly items: readonly TimelineItem[]; readonly label: string }) {
  return (
    <ol className={classes.timeline} aria-label={label}>
      {items.map(({ key, tone, title, aside, children }) => (
        <li key={key} className={classes.item} style={{ "--tone": `var(--mantine-color-${TONE_COLOUR[tone]}-5)` }}>
          <div className={classes.head}>
            <div className={classes.title}>{title}</div>
            <div className={classes.aside}>{aside}</div>
          </div>
          {children}
        </li>
      ))}
    </ol>
  );
}

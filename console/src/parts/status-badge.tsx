import { Badge } from "@mantine/core";
import { TONE_COLOUR } from "../words/tones.ts";
import type { StateWords } from "../words/tones.ts";
import classes from "./status-badge.module.css";

/** A state as a tinted label. It is read as a word; the colour only repeats it. */
export function StatusBadge({ label, tone }: StateWords) {
  return (
    <Badge
      color={TONE_COLOUR[tone]}
      variant="light"
      radius="sm"
      size="lg"
      classNames={{ root: classes.badge, label: classes.label }}
    >
      {label}
    </Badge>
  );
}

import { Text } from "@mantine/core";
import { Time } from "../../parts/time.tsx";
import { useNow } from "../../parts/use-now.ts";
import { pressOf } from "../../words/exceptions.ts";
import { TONE_COLOUR } from "../../words/tones.ts";

/** Until when acting is of use: red when that is over, amber within the last hour. */
export function Deadline({ mattersUntil }: { readonly mattersUntil: string | null }) {
  const press = pressOf(mattersUntil, useNow());
  if (mattersUntil === null) {
    return (
      <Text span size="sm" c="dimmed">
        No deadline
      </Text>
    );
  }
  return (
    <Text
      span
      size="sm"
      {...(press === "quiet" ? {} : { fw: 620, style: { color: `var(--mantine-color-${TONE_COLOUR[press]}-text)` } })}
    >
      {press === "bad" && "Was "}
      <Time value={mattersUntil} relative />
    </Text>
  );
}

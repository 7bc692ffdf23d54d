import { Button, Stack, Text, Textarea } from "@mantine/core";
import type { Answer } from "../../api/client.ts";
import { ValueChanges } from "../../parts/value-changes.tsx";
import { changesBetween } from "../../words/value-changes.ts";

interface EventEditorProps {
  readonly input: Answer<"GET", "/runs/:id/input">;
  /** As typed; null while it is as it came. */
  readonly text: string | null;
  readonly onChange: (text: string | null) => void;
  /** Results of earlier steps are reused. */
  readonly reusing: boolean;
}

/** The event as JSON, with what differs from how it came. */
export function EventEditor({ input: { event, masked }, text, onChange, reusing }: EventEditorProps) {
  if (text === null) {
    return (
      <Button variant="default" onClick={() => onChange(JSON.stringify(event, null, 2))} style={{ alignSelf: "start" }}>
        Edit the event
      </Button>
    );
  }
  const read = readEvent(text);
  const count = read.ok ? changesBetween(event, read.event).length : 0;
  return (
    <Stack gap="xs">
      <Textarea
        label="Event"
        description={
          masked ? "Masked texts that you leave as they are become the real ones again." : "As it came, to be edited."
        }
        rows={10}
        resize="vertical"
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        value={text}
        error={read.ok ? undefined : read.problem}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {read.ok && (
        <>
          <Text size="sm" role="status">
            {count === 0 ? "Nothing is edited yet." : `${count} ${count === 1 ? "place" : "places"} edited:`}
          </Text>
          <ValueChanges changes={changesBetween(event, read.event)} label="What you edited" />
        </>
      )}
      {reusing && count > 0 && (
        <Text size="sm">
          Reused results came from the event as it was. Run the whole recipe to read everything anew.
        </Text>
      )}
      <Button variant="subtle" onClick={() => onChange(null)} style={{ alignSelf: "start" }}>
        Use the event as it came
      </Button>
    </Stack>
  );
}

type ReadEvent = { readonly ok: true; readonly event: unknown } | { readonly ok: false; readonly problem: string };

/** Reads what was typed. */
export function readEvent(text: string): ReadEvent {
  try {
    return { ok: true, event: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

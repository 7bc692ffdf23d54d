import { SimpleGrid, Stack, Switch, TagsInput, Textarea } from "@mantine/core";
import { Folded } from "../../../parts/folded.tsx";
import { useEditor } from "../document/editor.tsx";
import type { CodeLimits, StepShape } from "../document/recipe-shape.ts";
import { PlainNumber } from "../form/plain-number.tsx";
import { useCommitted } from "../form/use-committed.ts";

interface CodePanelProps {
  readonly step: StepShape;
  readonly onChange: (field: "code" | "env" | "limits" | "readOnly", value: unknown) => void;
}

/** A step of one's own code: the code, and what it may have. */
export function CodePanel({ step, onChange }: CodePanelProps) {
  const { mayEdit } = useEditor();
  const { code = "", env = [], limits = {}, readOnly = false } = step;
  const { text, type, flush } = useCommitted(code, (given) => onChange("code", given));
  const limit = (field: keyof CodeLimits, value: number | null): void => {
    const { [field]: _, ...others } = limits;
    const now = value === null ? others : { ...others, [field]: value };
    onChange("limits", Object.keys(now).length === 0 ? null : now);
  };
  return (
    <>
      <Textarea
        label="Code"
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        readOnly={!mayEdit}
        styles={{
          input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.8125rem", whiteSpace: "pre" },
        }}
        value={text}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onBlur={flush}
      />
      <Folded label="What the code may have">
        <Stack gap="md">
          <TagsInput
            label="Environment variables"
            description="It sees only these; allowEnv of the configuration must list them too."
            placeholder={env.length === 0 ? "Type a name, such as API_URL, and press Enter" : ""}
            readOnly={!mayEdit}
            value={[...env]}
            onChange={(names) => onChange("env", names.length === 0 ? null : names)}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <PlainNumber
              label="Longest time (seconds)"
              readOnly={!mayEdit}
              usual={60}
              min={1}
              max={300}
              value={limits.seconds}
              onChange={(value) => limit("seconds", value)}
            />
            <PlainNumber
              label="Memory (megabytes)"
              readOnly={!mayEdit}
              usual={256}
              min={16}
              max={8_192}
              value={limits.memoryMb}
              onChange={(value) => limit("memoryMb", value)}
            />
          </SimpleGrid>
          <Switch
            label="It changes nothing elsewhere"
            description="Then it may be run again when nobody knows whether it was."
            disabled={!mayEdit}
            checked={readOnly}
            onChange={({ currentTarget }) => onChange("readOnly", currentTarget.checked || null)}
          />
        </Stack>
      </Folded>
    </>
  );
}

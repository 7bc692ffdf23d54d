import { Button, Group, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/api.ts";
import type { Answer } from "../../api/client.ts";
import { showDone } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Section } from "../../parts/section.tsx";
import { runsInWords } from "../../words/replay-states.ts";
import { shownRuns } from "./shown-runs.ts";

interface StartReplayProps {
  readonly preview: Answer<"POST", "/replays/preview">;
  readonly version: "original" | "latest";
  readonly onVersion: (version: "original" | "latest") => void;
}

/** Says how many would run, asks why, and starts them. */
export function StartReplay({ preview, version, onVersion }: StartReplayProps) {
  const navigate = useNavigate();
  const [because, setBecause] = useState("");
  const choose = shownRuns(preview.items);
  const ready = choose.ids.length;
  const refused = preview.total - ready;
  const start = useMutation({
    mutationFn: () => api.post("/replays", { body: { choose, version, because } }),
    onSuccess: ({ id, total }) => {
      showDone(`${runsInWords(total)} will be run again.`);
      void navigate({ to: "/replays/$replayId", params: { replayId: String(id) } });
    },
  });
  return (
    <Section title={`${runsInWords(ready)} can be replayed`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <Stack maw={560}>
          {refused > 0 && <Text size="sm">{`${runsInWords(refused)} cannot; the list says why.`}</Text>}
          {preview.more && (
            <Text size="sm">{`More runs fit; the newest ${preview.total} are taken. Replay the others afterwards.`}</Text>
          )}
          <NativeSelect
            label="Recipe"
            value={version}
            data={[
              { value: "latest", label: "As it is published now" },
              { value: "original", label: "As it was in each run" },
            ]}
            onChange={({ currentTarget }) => onVersion(currentTarget.value === "original" ? "original" : "latest")}
          />
          <Textarea
            label="Why"
            description="Kept in the audit log."
            autosize
            minRows={2}
            maxLength={1_000}
            value={because}
            onChange={({ currentTarget }) => setBecause(currentTarget.value)}
          />
          <ProblemText error={start.error} />
          <Group>
            <Button type="submit" loading={start.isPending} disabled={because.trim() === "" || ready === 0}>
              {`Replay ${runsInWords(ready)}`}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

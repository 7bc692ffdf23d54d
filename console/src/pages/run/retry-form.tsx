import { Button, Group, NativeSelect, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { api } from "../../api/api.ts";
import type { Answer } from "../../api/client.ts";
import { showDone } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { beginnings } from "./beginnings.ts";
import { EventEditor, readEvent } from "./event-editor.tsx";

interface RetryFormProps {
  readonly run: RunDetail;
  readonly input: Answer<"GET", "/runs/:id/input">;
  readonly onClose: () => void;
}

type Version = "original" | "latest";

/** How a run is run again. What was edited is listed before anything begins. */
export function RetryForm({ run, input, onClose }: RetryFormProps) {
  const navigate = useNavigate();
  const [fromStep, setFromStep] = useState(input.failedStep ?? "");
  const [version, setVersion] = useState<Version>("latest");
  const [because, setBecause] = useState("");
  const [text, setText] = useState<string | null>(null);
  const edited = text === null ? null : readEvent(text);
  const retry = useMutation({
    mutationFn: () =>
      api.post("/runs/:id/retry", {
        params: { id: String(run.id) },
        body: {
          version,
          because,
          ...(fromStep === "" ? {} : { fromStep }),
          ...(edited?.ok === true ? { input: edited.event } : {}),
        },
      }),
    onSuccess: ({ runId, reused }) => {
      onClose();
      showDone(
        reused.length === 0
          ? `Run ${runId} has begun.`
          : `Run ${runId} has begun with ${reused.length} results reused.`,
      );
      void navigate({ to: "/runs/$runId", params: { runId: String(runId) } });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        retry.mutate();
      }}
    >
      <Stack>
        <NativeSelect
          label="Begin with"
          description={
            fromStep === ""
              ? "Everything is read anew, so it acts on the order as it stands now."
              : "What the steps before it did is not done again. What they read is read again where it may have changed since."
          }
          data-autofocus
          data={beginnings(input)}
          value={fromStep}
          onChange={({ currentTarget }) => setFromStep(currentTarget.value)}
        />
        <Radio.Group label="Recipe" value={version} onChange={(value) => setVersion(value)}>
          <Stack gap={6} mt={6}>
            <Radio value="latest" label="As it is published now" />
            <Radio
              value="original"
              label="As it was in this run"
              disabled={!input.originalVersion}
              description={input.originalVersion ? undefined : "Its text is no longer kept."}
            />
          </Stack>
        </Radio.Group>
        <EventEditor input={input} text={text} onChange={setText} reusing={fromStep !== ""} />
        <Textarea
          label="Why"
          description="Kept in the audit log."
          autosize
          minRows={2}
          maxLength={1_000}
          value={because}
          onChange={({ currentTarget }) => setBecause(currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          The warehouse is changed only where it still differs from the order.
        </Text>
        <ProblemText error={retry.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" loading={retry.isPending} disabled={edited?.ok === false}>
            Run again
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

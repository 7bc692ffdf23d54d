import { Stack, Text } from "@mantine/core";
import type { ExceptionDetail } from "../../../../runtime/api/contract/exceptions.ts";
import { Because } from "../../parts/because.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";

/** What to do now, what happened, and what was and was not changed. */
export function WhatToDo({ exception }: { readonly exception: ExceptionDetail }) {
  const { whatToDo, whatHappened, whatWasChanged, closedBecause, state, retryAskedBy } = exception;
  const facts = [
    { label: "What happened", text: whatHappened },
    { label: "What was changed", text: whatWasChanged },
    ...(state.is === "resolved" ? [{ label: "How it was resolved", text: state.note ?? "" }] : []),
    ...(state.is === "closed" ? [{ label: "Why it is closed", text: closedBecause ?? "" }] : []),
    ...(retryAskedBy === null
      ? []
      : [{ label: "Retry", text: `${retryAskedBy} asked for another look; the answer is on its way.` }]),
  ].filter(({ text }) => text !== "");
  return (
    <Section title={exception.status === "open" ? "What to do now" : "What was to do"}>
      <Stack gap="sm">
        <Because>{whatToDo}</Because>
        <TextLink
          to="/manual/$page"
          params={{ page: "exceptions" }}
          hash={exception.kind}
          size="sm"
          style={{ alignSelf: "start" }}
        >
          This kind of exception in the manual
        </TextLink>
        {facts.map(({ label, text }) => (
          <div key={label}>
            <Text size="sm" c="dimmed">
              {label}
            </Text>
            <Text>{text}</Text>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

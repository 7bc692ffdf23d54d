import { Stack, Text } from "@mantine/core";
import type { ExceptionItem } from "../../../../runtime/api/contract/exceptions.ts";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { exceptionStateOf, OWNER_WORDS } from "../../words/exceptions.ts";
import { Deadline } from "../exception/deadline.tsx";

/** What a person has or had to do about the order. */
export function OrderExceptions({ exceptions }: { readonly exceptions: readonly ExceptionItem[] }) {
  if (exceptions.length === 0) return null;
  return (
    <Section title="Exceptions">
      <Stack gap="md">
        {exceptions.map((exception) => (
          <div key={exception.id}>
            <TextLink to="/exceptions/$exceptionId" params={{ exceptionId: exception.id }} fw={580}>
              {exception.title}
            </TextLink>
            <Text size="sm" c="dimmed" component="div" mt={4}>
              <StatusBadge {...exceptionStateOf(exception)} /> {OWNER_WORDS[exception.owner]}
              {exception.status === "open" && (
                <>
                  {" · "}
                  <Deadline mattersUntil={exception.mattersUntil} />
                </>
              )}
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

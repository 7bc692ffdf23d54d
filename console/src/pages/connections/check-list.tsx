import { List, Stack, Text } from "@mantine/core";
import type { Answer } from "../../api/client.ts";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Time } from "../../parts/time.tsx";
import type { StateWords } from "../../words/tones.ts";

type Check = Answer<"POST", "/connections/check">;

const STATES: Readonly<Record<Check["checks"][number]["state"], StateWords>> = {
  ok: { label: "Fine", tone: "good" },
  problem: { label: "Problem", tone: "bad" },
  warning: { label: "Look at it", tone: "look" },
  "not-checked": { label: "Not checked", tone: "quiet" },
};

/** What a check found, and what to do about it. */
export function CheckList({ answer, error }: { readonly answer: Check | undefined; readonly error: Error | null }) {
  return (
    <div role="status">
      {error !== null && <Text c="var(--mantine-color-error)">{error.message}</Text>}
      {error === null && answer !== undefined && (
        <Stack gap="xs">
          <Text size="sm">
            {answer.ok ? "It works. Checked " : "It does not work yet. Checked "}
            <Time value={answer.checkedAt} />
          </Text>
          <List listStyleType="none" spacing="xs">
            {answer.checks.map(({ id, title, state, found, whatToDo }) => (
              <List.Item key={`${id} ${title}`}>
                <StatusBadge {...STATES[state]} />{" "}
                <Text span fw={580} size="sm">
                  {title}
                </Text>
                <Text size="sm">{found}</Text>
                {whatToDo !== "" && (
                  <Text size="sm" fw={580}>
                    {whatToDo}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </div>
  );
}

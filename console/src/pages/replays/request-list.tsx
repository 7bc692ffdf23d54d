import { Code, Text } from "@mantine/core";
import type { WouldSend } from "../../../../runtime/api/contract/editing.ts";
import { Folded } from "../../parts/folded.tsx";

/** What would be sent, folded: each request with its content. */
export function RequestList({ requests }: { readonly requests: readonly WouldSend[] }) {
  if (requests.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Sends nothing
      </Text>
    );
  }
  return (
    <Folded label={`Would send ${requests.length} ${requests.length === 1 ? "request" : "requests"}`}>
      {requests.map(({ step, system, what, target, content }, index) => (
        <div key={index}>
          <Text size="sm" fw={560}>
            {what}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {[step, system, target].filter((part) => part !== "").join(" · ")}
          </Text>
          <Code block tabIndex={0}>
            {content}
          </Code>
        </div>
      ))}
    </Folded>
  );
}

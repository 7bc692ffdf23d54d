import { Group, Text } from "@mantine/core";
import type { WouldSend } from "../../../../../runtime/api/contract/editing.ts";
import { StatusBadge } from "../../../parts/status-badge.tsx";
import classes from "./try-view.module.css";

const SYSTEMS: Readonly<Record<WouldSend["system"], string>> = {
  peoplevox: "Peoplevox",
  shopify: "Shopify",
  http: "HTTP",
  mail: "Mail",
  lastedit: "LastEdit",
};

/** The exact requests that would be sent, in order, with what the step was told instead. */
export function WouldSendList({ requests }: { readonly requests: readonly WouldSend[] }) {
  if (requests.length === 0) return <Text c="dimmed">Nothing would be changed anywhere.</Text>;
  return (
    <ol className={classes.requests} aria-label="Requests that would be sent">
      {requests.map((request, at) => (
        <li key={at}>
          <Group gap="xs">
            <StatusBadge label={SYSTEMS[request.system]} tone={request.system === "lastedit" ? "quiet" : "look"} />
            <Text fw={600}>{request.what}</Text>
            {request.step !== "" && (
              <Text size="sm" c="dimmed">
                step {request.step}
              </Text>
            )}
          </Group>
          <div className={classes.target}>{request.target}</div>
          <pre
            className={classes.content}
            tabIndex={0}
            role="group"
            aria-label={`${request.what}, ${request.language}`}
          >
            {request.content}
          </pre>
          <Text size="sm" c="dimmed" mt={4}>
            {request.answered}
          </Text>
        </li>
      ))}
    </ol>
  );
}

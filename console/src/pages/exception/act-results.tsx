import { Button, Group, Modal, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FocusBack } from "../../parts/focus-back.tsx";
import { showDone, showProblem } from "../../parts/notices.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { takeBack } from "./use-acts.ts";
import type { Acts } from "./use-acts.ts";

/** What came of an act on several, one by one; what can be taken back is taken back together. */
export function ActResults({ results, closeResults }: Pick<Acts, "results" | "closeResults">) {
  const undo = useMutation({
    mutationFn: takeBack,
    onSuccess: () => {
      closeResults();
      showDone("Taken back.");
    },
    onError: showProblem,
  });
  if (results === null) return null;
  const done = results.filter(({ ok }) => ok).length;
  return (
    <Modal opened onClose={closeResults} title={`${done} of ${results.length} done`} size="lg">
      <FocusBack />
      <Stack>
        <ScrollArea.Autosize mah="55dvh" tabIndex={0} role="region" aria-label="Results">
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Order</Table.Th>
                <Table.Th scope="col">Result</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {results.map(({ id, orderName, ok, because }) => (
                <Table.Tr key={id}>
                  <Table.Th scope="row">{orderName}</Table.Th>
                  <Table.Td>
                    <Group gap="xs">
                      <StatusBadge label={ok ? "Done" : "Not done"} tone={ok ? "good" : "bad"} />
                      <Text size="sm">{because}</Text>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
        <Group justify="flex-end">
          {results.some((result) => result.ok && result.undo !== null) && (
            <Button
              variant="default"
              loading={undo.isPending}
              onClick={() => undo.mutate(results.filter(({ ok }) => ok))}
            >
              Take back
            </Button>
          )}
          <Button onClick={closeResults} data-autofocus>
            Close
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Group, Kbd, Modal, Stack, Table, Text, Title } from "@mantine/core";
import { useAllowedItems } from "./navigation-links.tsx";
import { LIST_SHORTCUTS, QUEUE_SHORTCUTS, SHELL_SHORTCUTS } from "./shortcuts.ts";

interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** All keys, in one place. */
export function ShortcutsHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const pages = useAllowedItems().map(({ key, label }) => ({ keys: ["g", key], does: `Go to ${label}` }));
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="md">
      <Stack>
        <Keys title="Everywhere" rows={[...SHELL_SHORTCUTS, ...pages]} />
        <Keys title="In lists" rows={LIST_SHORTCUTS} />
        <Keys title="In the exception queue" rows={QUEUE_SHORTCUTS} />
      </Stack>
    </Modal>
  );
}

function Keys({ title, rows }: { readonly title: string; readonly rows: readonly Shortcut[] }) {
  return (
    <section>
      <Title order={3} mb="xs">
        {title}
      </Title>
      <Table verticalSpacing={6} withRowBorders={false}>
        <Table.Tbody>
          {rows.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Td>
                <Text size="sm">{does}</Text>
              </Table.Td>
              <Table.Td>
                <Group gap={4} justify="flex-end">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

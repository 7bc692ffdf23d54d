import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

const SHOWN_MS = 5_000;
/** Long enough to read what was done and reach the button. */
const SHOWN_WITH_UNDO_MS = 10_000;

/** Says that something was done, with a way back where there is one. */
export function showDone(message: string, undo?: () => Promise<unknown>): void {
  const id = notifications.show({
    color: "green",
    message: undo === undefined ? message : <WithUndo message={message} onUndo={() => void takeBack()} />,
    autoClose: undo === undefined ? SHOWN_MS : SHOWN_WITH_UNDO_MS,
    withBorder: true,
  });
  const takeBack = async (): Promise<void> => {
    notifications.hide(id);
    await undo?.().then(() => showDone("Taken back."), showProblem);
  };
}

/** Says that something was not done, and why. It stays until it is closed. */
export function showProblem(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  notifications.show({ color: "brick", title: "That did not work", message, autoClose: false, withBorder: true });
}

function WithUndo({ message, onUndo }: { readonly message: string; readonly onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="light" style={{ flexShrink: 0 }} onClick={onUndo}>
        Undo
      </Button>
    </Group>
  );
}

import { Alert, Button, Group, Text } from "@mantine/core";

interface ChangedMeanwhileProps {
  readonly shown: boolean;
  readonly onKeep: () => void;
  readonly onGiveUp: () => void;
}

/** Somebody else saved first: nobody's changes go without a person saying so. */
export function ChangedMeanwhile({ shown, onKeep, onGiveUp }: ChangedMeanwhileProps) {
  if (!shown) return null;
  return (
    <Alert color="amber" title="Somebody else has changed this meanwhile">
      <Text size="sm">What you typed is still here and is not saved. The audit log says who changed what.</Text>
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={onGiveUp}>
          Show theirs, drop mine
        </Button>
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          Keep mine, to save over theirs
        </Button>
      </Group>
    </Alert>
  );
}

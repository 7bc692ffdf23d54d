import { Button, Text } from "@mantine/core";
import { UpdateIcon } from "@radix-ui/react-icons";

interface CompareButtonProps {
  /** Why the two sides cannot be read; null when they can. */
  readonly whyNot: string | null;
  readonly busy: boolean;
  readonly onPress: () => void;
}

/** Reads Shopify and Peoplevox and compares them. It changes nothing. */
export function CompareButton({ whyNot, busy, onPress }: CompareButtonProps) {
  if (whyNot !== null) {
    return (
      <Text size="sm" c="dimmed" maw={360}>
        Cannot be compared now: {whyNot}
      </Text>
    );
  }
  return (
    <Button leftSection={<UpdateIcon aria-hidden />} loading={busy} onClick={onPress}>
      Compare now
    </Button>
  );
}

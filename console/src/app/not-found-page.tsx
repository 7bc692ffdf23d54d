import { Button, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Mark } from "./shell/brand.tsx";

/** An address that is none of ours. It needs no session, and says nothing of what there is. */
export function NotFoundPage() {
  return (
    <main id="main" tabIndex={-1}>
      <title>No such page · LastEdit</title>
      <Stack align="center" justify="center" gap="sm" mih="80dvh" px="md" ta="center">
        <Mark size={40} />
        <Title order={1}>There is no such page</Title>
        <Text c="dimmed">The address may be from an older version, or mistyped.</Text>
        <Button component={Link} to="/">
          To the first page
        </Button>
      </Stack>
    </main>
  );
}

import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

/** While a page's code is on its way. */
export function PagePending() {
  return (
    <Stack gap="md" role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      <Skeleton h={30} w="min(40%, 260px)" />
      <Skeleton h={44} />
      <Skeleton h={320} radius="lg" />
    </Stack>
  );
}

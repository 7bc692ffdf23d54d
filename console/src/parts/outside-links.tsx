import { Anchor, Stack } from "@mantine/core";
import { ExternalLinkIcon } from "@radix-ui/react-icons";

/** Links that leave the console, such as to the order in Shopify. */
export function OutsideLinks({
  links,
}: {
  readonly links: readonly { readonly label: string; readonly url: string }[];
}) {
  if (links.length === 0) return null;
  return (
    <Stack gap={4} mt="sm">
      {links.map(({ label, url }) => (
        <Anchor key={url} href={url} target="_blank" rel="noreferrer" size="sm">
          {label} <ExternalLinkIcon aria-label="(opens a new tab)" style={{ verticalAlign: "-2px" }} />
        </Anchor>
      ))}
    </Stack>
  );
}

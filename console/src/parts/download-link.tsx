import { Button } from "@mantine/core";
import { DownloadIcon } from "@radix-ui/react-icons";

/** A file of the API. The session's cookie goes with it, as with any link. */
export function DownloadLink({ path, children }: { readonly path: string; readonly children: string }) {
  return (
    <Button
      component="a"
      href={`/api/v1${path}`}
      download
      size="compact-sm"
      variant="default"
      leftSection={<DownloadIcon aria-hidden />}
    >
      {children}
    </Button>
  );
}

import { useBlocker } from "@tanstack/react-router";
import { ConfirmDialog } from "./confirm-dialog.tsx";

/** Asks before somebody leaves a page with changes that are not saved; other views of the same page are not left. */
export function UnsavedGuard({ edited }: { readonly edited: boolean }) {
  const { status, proceed, reset } = useBlocker({
    // Who has signed out sees nothing of the page any more.
    shouldBlockFn: ({ current, next }) => edited && current.pathname !== next.pathname && next.pathname !== "/sign-in",
    enableBeforeUnload: () => edited,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={status === "blocked"}
      title="Leave without saving?"
      confirm="Leave without saving"
      dangerous
      onClose={() => reset?.()}
      onConfirm={() => proceed?.()}
    >
      What you changed on this page is not saved. It is lost when you leave.
    </ConfirmDialog>
  );
}

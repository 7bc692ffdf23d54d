import { Button, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Session } from "../../../../runtime/api/contract/auth.ts";
import { api } from "../../api/api.ts";
import { answerQuery } from "../../api/queries.ts";
import { useSession } from "../../api/session.ts";
import { forgetSession, rememberSession } from "../../api/session-holder.ts";
import { ProblemText } from "../../parts/problem-text.tsx";
import { PasswordForm } from "../../pages/sign-in/password-form.tsx";

/** Over whatever else is open. */
const Z_INDEX = 1_000;

/** The session has ended while somebody was at work: what was typed stays, and they go on after signing in again. */
export function SessionOver() {
  const client = useQueryClient();
  const before = useSession().user.id;
  const options = useQuery(answerQuery("/sign-in/options"));
  const byPassword = options.data?.password === true;
  const goOn = (now: Session): void => {
    // Somebody else sees nothing of what was on the screen.
    if (now.user.id !== before) window.location.reload();
    else {
      rememberSession(now);
      void client.invalidateQueries();
    }
  };
  const elsewhere = useMutation({ mutationFn: () => api.get("/session"), onSuccess: goOn });
  return (
    <Modal
      opened
      onClose={() => undefined}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      zIndex={Z_INDEX}
      overlayProps={{ blur: 6 }}
      title="Your session is over"
    >
      <Stack>
        <Text>Sign in again to go on. What you typed is still here, and nothing was done with it yet.</Text>
        {byPassword && <PasswordForm onSignedIn={goOn} />}
        <Text size="sm" c="dimmed">
          {byPassword ? "Or sign in" : "Sign in"} in another tab of this browser, by a link or in another way, and come
          back here.
        </Text>
        <Button variant="default" loading={elsewhere.isPending} onClick={() => elsewhere.mutate()}>
          I have signed in in another tab
        </Button>
        <ProblemText error={elsewhere.error} />
        <Button variant="subtle" color="gray" onClick={forgetSession}>
          Leave this page
        </Button>
      </Stack>
    </Modal>
  );
}

import { Alert, Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Session } from "../../../../runtime/api/contract/auth.ts";
import { api } from "../../api/api.ts";

interface LinkSignInProps {
  readonly token: string;
  readonly onSignedIn: (session: Session) => void;
  readonly onGivenUp: () => void;
}

/** A one-time link is used by a press, so that mail scanners that open it do not use it up. */
export function LinkSignIn({ token, onSignedIn, onGivenUp }: LinkSignInProps) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.post("/sign-in/link", { body: { token } }),
    onSuccess: onSignedIn,
  });
  if (error !== null) {
    return (
      <Stack>
        <Alert color="brick" role="alert">
          {error.message}
        </Alert>
        <Text size="sm" c="dimmed">
          A link works once and for a short time. An administrator, or the machine that runs LastEdit, gives a new one.
        </Text>
        <Button variant="default" onClick={onGivenUp}>
          Sign in another way
        </Button>
      </Stack>
    );
  }
  return (
    <Stack>
      <Text>You came with a one-time link. It works once.</Text>
      <Button size="md" fullWidth autoFocus loading={isPending} onClick={() => mutate()}>
        Sign in with this link
      </Button>
    </Stack>
  );
}

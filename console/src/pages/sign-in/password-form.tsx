import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Session } from "../../../../runtime/api/contract/auth.ts";
import { api } from "../../api/api.ts";
import { ApiError } from "../../api/api-error.ts";

export function PasswordForm({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.post("/sign-in", { body: { email, password } }),
    onSuccess: onSignedIn,
    onError: () => setPassword(""),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="md">
        {error !== null && (
          <Alert color="brick" role="alert">
            {error.message}
          </Alert>
        )}
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          error={error instanceof ApiError ? error.about("email") : undefined}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Button type="submit" size="md" loading={isPending} fullWidth>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

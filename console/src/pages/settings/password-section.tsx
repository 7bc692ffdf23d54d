import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/api.ts";
import { ApiError } from "../../api/api-error.ts";
import { forgetSession, rememberSession } from "../../api/session-holder.ts";
import { useSession } from "../../api/session.ts";
import { showDone, showProblem } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Section } from "../../parts/section.tsx";

/** One’s own password and sessions. */
export function PasswordSection() {
  const { user, how } = useSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const asksCurrent = user.hasPassword && how !== "link";
  const change = useMutation({
    mutationFn: () => api.post("/password", { body: { next, ...(asksCurrent ? { current } : {}) } }),
    onSuccess: (session) => {
      rememberSession(session);
      setCurrent("");
      setNext("");
      showDone("Your password is set. Your other sessions have ended.");
    },
  });
  const signOut = useMutation({
    mutationFn: () => api.post("/sign-out", { body: { everywhere: true } }),
    onSuccess: forgetSession,
    onError: showProblem,
  });
  const refusal = change.error instanceof ApiError ? change.error : null;
  return (
    <Section
      title="Your sign-in"
      actions={
        <Button size="compact-sm" variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out everywhere
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack maw={480}>
          <Text size="sm">
            {user.hasPassword
              ? "A new password ends your sessions on other devices."
              : "You have no password yet. Set one to sign in without a link."}
          </Text>
          {asksCurrent && (
            <PasswordInput
              label="Current password"
              autoComplete="current-password"
              value={current}
              error={refusal?.about("current")}
              onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
            />
          )}
          <PasswordInput
            label="New password"
            description="At least 12 characters."
            autoComplete="new-password"
            maxLength={256}
            value={next}
            error={refusal?.about("next")}
            onChange={({ currentTarget }) => setNext(currentTarget.value)}
          />
          <ProblemText error={change.error} fields={["current", "next"]} />
          <Group>
            <Button type="submit" variant="default" loading={change.isPending} disabled={next.length < 12}>
              Set the password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

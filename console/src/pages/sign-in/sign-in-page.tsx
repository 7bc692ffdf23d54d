import { Alert, Center, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Session } from "../../../../runtime/api/contract/auth.ts";
import { answerQuery } from "../../api/queries.ts";
import { rememberSession } from "../../api/session-holder.ts";
import { Mark } from "../../app/shell/brand.tsx";
import { LinkSignIn } from "./link-sign-in.tsx";
import { OtherWays } from "./other-ways.tsx";
import { PasswordForm } from "./password-form.tsx";
import { placeToGo } from "./place-to-go.ts";
import { takeToken } from "./take-token.ts";
import classes from "./sign-in-page.module.css";

/** The only page without a session. */
export function SignInPage() {
  const router = useRouter();
  const { to, problem } = useSearch({ from: "/sign-in" });
  const [token, setToken] = useState(takeToken);
  useEffect(() => {
    // A link that is pasted into a tab that is here already changes nothing but the part behind `#`.
    const take = (): void => setToken((now) => takeToken() ?? now);
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  const options = useQuery(answerQuery("/sign-in/options"));
  const signedIn = (session: Session): void => {
    rememberSession(session);
    router.history.replace(placeToGo(to));
  };
  return (
    <main id="main" tabIndex={-1} className={classes.page}>
      <title>Sign in · LastEdit</title>
      <Paper className={classes.card} p={{ base: "lg", sm: 36 }}>
        <Stack gap="lg">
          <div>
            <Mark size={40} />
            <Title order={1} mt="md">
              Sign in to LastEdit
            </Title>
            <Text c="dimmed" mt={4}>
              Every order edit reaches the warehouse, or a person.
            </Text>
          </div>
          {problem !== undefined && <Alert color="brick">{problem}</Alert>}
          {token !== null ? (
            <LinkSignIn token={token} onSignedIn={signedIn} onGivenUp={() => setToken(null)} />
          ) : options.isPending ? (
            <Center h={180}>
              <Loader size="sm" role="status" aria-label="Loading" />
            </Center>
          ) : (
            <>
              {options.error !== null && <Alert color="brick">{options.error.message}</Alert>}
              {options.data?.password === true && <PasswordForm onSignedIn={signedIn} />}
              <OtherWays options={options.data} to={to} />
            </>
          )}
        </Stack>
      </Paper>
    </main>
  );
}

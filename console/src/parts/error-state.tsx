import { Button, Code, Stack, Text, Title } from "@mantine/core";
import { ReloadIcon } from "@radix-ui/react-icons";
import { ApiError, CODE_DID_NOT_COME } from "../api/api-error.ts";

interface ErrorStateProps {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** What went wrong, whether anything was changed, and what to do. */
export function ErrorState({ error, title = "This could not be loaded", onRetry }: ErrorStateProps) {
  const { message, todo, code } = inWords(error);
  return (
    <Stack role="alert" align="center" gap="xs" py={48} px="md" ta="center">
      <Title order={2}>{title}</Title>
      <Text maw={520}>{message}</Text>
      <Text c="dimmed" maw={520}>
        {todo}
      </Text>
      {onRetry !== undefined && (
        <Button mt="xs" variant="default" leftSection={<ReloadIcon aria-hidden />} onClick={onRetry}>
          Try again
        </Button>
      )}
      {code !== "" && <Code mt="xs">{code}</Code>}
    </Stack>
  );
}

const WHEN_AWAY = "See whether LastEdit still runs, then try again.";

/** What to do, by what the runtime answered. */
function inWords(error: unknown): { readonly message: string; readonly todo: string; readonly code: string } {
  if (!(error instanceof ApiError)) {
    const message = error instanceof Error ? error.message : String(error);
    if (message === CODE_DID_NOT_COME) return { message, todo: WHEN_AWAY, code: "" };
    return { message, todo: "This is a fault in the console. Nothing was changed. Reload the page.", code: "" };
  }
  const { message, code, status } = error;
  const todo =
    status === 0
      ? WHEN_AWAY
      : status === 403
        ? "Ask an administrator for the role that this needs."
        : status === 404
          ? "It may have been removed, or be older than the history that is kept."
          : status === 409
            ? "Put that right, then try again."
            : status === 429
              ? "Wait a moment, then try again."
              : status >= 500
                ? "Try again; if it stays, LastEdit’s log says more."
                : "Check the address and the filters.";
  return { message, todo, code };
}

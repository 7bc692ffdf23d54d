import { Button, Code, Text } from "@mantine/core";
import { placeToGo } from "./place-to-go.ts";

interface OtherWaysProps {
  readonly options:
    | { readonly password: boolean; readonly oidc: { readonly name: string; readonly startPath: string } | null }
    | undefined;
  readonly to: string | undefined;
}

/** The company's identity provider, or where to get a link. */
export function OtherWays({ options, to }: OtherWaysProps) {
  const { oidc = null, password = false } = options ?? {};
  return (
    <>
      {oidc !== null && (
        <Button
          component="a"
          href={`${oidc.startPath}?returnTo=${encodeURIComponent(placeToGo(to))}`}
          variant={password ? "default" : "filled"}
          size="md"
          fullWidth
        >
          Continue with {oidc.name}
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {password ? "No password yet? Ask" : "Ask"} an administrator for a one-time link
        {oidc === null && !password && (
          <>
            , or use the one that <Code>npm start</Code> prints on the machine that runs LastEdit
          </>
        )}
        .
      </Text>
    </>
  );
}

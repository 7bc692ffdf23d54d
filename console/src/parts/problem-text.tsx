import { Text } from "@mantine/core";

/** Why something in a form was refused; nothing while nothing was. */
export function ProblemText({ error }: { readonly error: Error | null }) {
  return (
    <Text role={error === null ? undefined : "alert"} size="sm" c="brick" hidden={error === null}>
      {error?.message}
    </Text>
  );
}

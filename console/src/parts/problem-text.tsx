import { Text } from "@mantine/core";
import { ApiError } from "../api/api-error.ts";

interface ProblemTextProps {
  readonly error: Error | null;
  /** Names of the fields that show what is wrong with them. */
  readonly fields?: readonly string[];
}

/** Why something in a form was refused; nothing while nothing was. */
export function ProblemText({ error, fields = [] }: ProblemTextProps) {
  return (
    <Text role={error === null ? undefined : "alert"} size="sm" c="brick" hidden={error === null}>
      {error === null ? "" : textOf(error, fields)}
    </Text>
  );
}

/** What stands beside its field is not said twice. */
function textOf(error: Error, fields: readonly string[]): string {
  const places = error instanceof ApiError ? error.details.map(({ path }) => path) : [];
  if (places.length === 0 || !places.every((path) => fields.includes(path))) return error.message;
  return places.length === 1
    ? "One field cannot be used as it is. Nothing was changed."
    : `${places.length} fields cannot be used as they are. Nothing was changed.`;
}

import type { Outcome } from "../../commands/command.ts";

/**
 * A mutation's payload: what the command gave, or nulls and the reasons.
 *
 * @param names - The payload's own fields, null when the command refused
 */
export function respond<T>(outcome: Outcome<T>, names: string[], toFields: (value: T) => Record<string, unknown>) {
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  return outcome.ok
    ? { ...empty, ...toFields(outcome.value), userErrors: [] }
    : { ...empty, userErrors: outcome.userErrors };
}

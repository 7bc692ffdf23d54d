import { getDirectiveValues, GraphQLError, type GraphQLResolveInfo } from "graphql";
import type { RequestContext } from "../request-context.ts";

/**
 * Runs a write that must carry `@idempotent(key:)`. Same key and input: the first result again, and nothing runs.
 * Required from 2026-04; the schema itself does not say so.
 * Assumption: the code of the error for a missing key; the other code is documented.
 */
export function onceByKey(
  { app, idempotency }: RequestContext,
  info: GraphQLResolveInfo,
  input: object,
  run: () => { userErrors: unknown[] },
): object {
  const directive = info.schema.getDirective("idempotent");
  const node = info.fieldNodes[0];
  const values = directive && node ? getDirectiveValues(directive, node, info.variableValues) : undefined;
  const key = values?.["key"];
  if (typeof key !== "string" || key === "")
    throw new GraphQLError(
      `The @idempotent directive is required for the ${info.fieldName} mutation but was not provided.`,
      {
        extensions: { code: "IDEMPOTENCY_KEY_REQUIRED" },
      },
    );
  const text = JSON.stringify(input);
  const place = `${app.id}/${info.fieldName}/${key}`;
  const before = idempotency.get(place);
  if (before !== undefined && before.input !== text)
    throw new GraphQLError("The same idempotency key was used with different parameters.", {
      extensions: { code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" },
    });
  if (before !== undefined && before.result !== null) return before.result;
  if (before !== undefined)
    throw new GraphQLError("The previous attempt with this idempotency key failed.", {
      extensions: { code: "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED" },
    });
  const result = run();
  idempotency.set(place, { input: text, result: result.userErrors.length === 0 ? result : null });
  return result;
}

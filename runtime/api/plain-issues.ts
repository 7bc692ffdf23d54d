import type { z } from "zod";

/** What a form shows at a field, where its schema has no words of its own. */
export const plainIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "too_small":
      return issue.origin === "string" ? "expected some text" : `expected at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `expected at most ${issue.maximum} characters`
        : `expected at most ${issue.maximum}`;
    case "invalid_value":
      return `expected one of ${issue.values.join(", ")}`;
    case "unrecognized_keys":
      return `${issue.keys.join(", ")} is not known`;
    default:
      return undefined;
  }
};

/** @returns One entry per place, such as `fields.0.template` */
export function placesOfIssues(error: z.ZodError | undefined): { readonly path: string; readonly message: string }[] {
  return (error?.issues ?? []).map(({ path, message }) => ({ path: path.join("."), message }));
}

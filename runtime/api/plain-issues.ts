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
    case "invalid_type":
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_format":
      return `expected ${FORMATS[issue.format] ?? "another form"}`;
    case "invalid_key":
      return "expected some text";
    case "unrecognized_keys":
      return `${issue.keys.join(", ")} is not known`;
    default:
      return undefined;
  }
};

const TYPES: Readonly<Record<string, string>> = {
  string: "some text",
  number: "a number",
  int: "a whole number",
  boolean: "yes or no",
  array: "a list",
  object: "fields with values",
  record: "fields with values",
};

const FORMATS: Readonly<Record<string, string>> = {
  email: "an e-mail address such as anna@example.com",
  url: "an address such as https://example.com",
  datetime: "a time such as 2026-11-24T08:16:25Z",
};

/** @returns One entry per place, such as `fields.0.template` */
export function placesOfIssues(error: z.ZodError | undefined): { readonly path: string; readonly message: string }[] {
  return (error?.issues ?? []).map(({ path, message }) => ({ path: path.join("."), message }));
}

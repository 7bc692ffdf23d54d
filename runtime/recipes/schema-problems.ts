import type { z } from "zod";
import type { RecipePath } from "./recipe-problem.ts";

const TYPE_WORDS: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "fields",
  record: "fields",
  string: "a text",
};

/** What the schema found, each in words with the value that is there and what was expected. */
export function schemaProblems(error: z.ZodError, data: unknown): { path: RecipePath; problem: string }[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...path, key], problem: `there is no field "${key}" here` }));
    }
    return [{ path, problem: inWords(issue, valueAt(data, path)) }];
  });
}

function inWords(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return `is missing; expected ${expectation(issue)}`;
  const shown = JSON.stringify(value);
  return `is ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}; expected ${expectation(issue)}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "too_small":
      return issue.origin === "array" || issue.origin === "string"
        ? `at least ${issue.minimum} ${issue.origin === "array" ? "entries" : "characters"}`
        : `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "invalid_union":
      return issue.errors.map((errors) => errors.map(expectation).join(", ")).join(", or ");
    default:
      return issue.message.replace(/^expected /, "");
  }
}

function valueAt(data: unknown, path: RecipePath): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    data,
  );
}

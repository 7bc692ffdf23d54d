import type { ComponentSummary } from "../component-host/types.ts";
import type { ComponentEntry } from "./component-entries.ts";

/** What a built component must say of itself to be published. @returns What is wrong, in words */
export function summaryProblems(entry: ComponentEntry, summary: ComponentSummary): string[] {
  const problems: string[] = [];
  if (summary.key !== entry.key) {
    problems.push(`key is "${summary.key}"; expected "${entry.key}", after its system and folder`);
  }
  if (!/^\d+\.\d+\.\d+$/.test(summary.version)) {
    problems.push(`version is "${summary.version}"; expected three numbers, as in 0.0.1`);
  }
  if (summary.type !== entry.type)
    problems.push(`type is "${summary.type}"; expected "${entry.type}", after its folder`);
  if (summary.name === "") problems.push("name is missing");
  if (summary.description === "") problems.push("description is missing");
  const { readOnlyHint, destructiveHint, openWorldHint } = summary.annotations;
  const hints = [readOnlyHint, destructiveHint, openWorldHint];
  if (summary.type === "action" && hints.some((hint) => hint === undefined)) {
    problems.push("annotations must state readOnlyHint, destructiveHint and openWorldHint");
  }
  return problems;
}

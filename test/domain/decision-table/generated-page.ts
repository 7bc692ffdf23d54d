import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "@jest/globals";
import { format } from "prettier";

/** Expects `docs/<name>` to be what the code says; `UPDATE_DOCS=1` writes it first. */
export async function expectPage(name: string, lines: readonly string[]): Promise<void> {
  const page = new URL(`../../../docs/${name}`, import.meta.url);
  const printed = await format(`${lines.join("\n")}\n`, { parser: "markdown" });
  if (process.env["UPDATE_DOCS"] !== undefined) writeFileSync(page, printed);
  expect(readFileSync(page, "utf8")).toBe(printed);
}

/** A Markdown table. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(headers), line(headers.map(() => "---")), ...rows.map(line)];
}

/** The facts a row asks for, in words. */
export function facts(when: object): string {
  const named = Object.entries(when).map(([fact, value]) => `${fact}: ${[value].flat().join(" or ")}`);
  return named.join("; ") || "anything else";
}

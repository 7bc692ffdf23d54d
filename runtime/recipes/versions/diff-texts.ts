import { diffIndices } from "node-diff3";
import { linesOf } from "./lines.ts";

/** Unchanged lines shown around a change. */
const AROUND = 3;

interface Change {
  /** Positions from 0 in the old and in the new text. */
  readonly oldAt: number;
  readonly newAt: number;
  readonly taken: readonly string[];
  readonly added: readonly string[];
}

/**
 * What differs between two texts, line by line: `-` is only in the old one, `+` only in the new one. Changes near each
 * other share one `@@ line …` heading, whose number is the line in the new text.
 *
 * @returns `[]` when they have the same lines
 */
export function diffTexts(before: string, after: string): string[] {
  const old = linesOf(before);
  const changes = diffIndices(old, linesOf(after)).map(
    ({ buffer1, buffer1Content, buffer2, buffer2Content }): Change => ({
      oldAt: buffer1[0],
      newAt: buffer2[0],
      taken: buffer1Content,
      added: buffer2Content,
    }),
  );
  return grouped(changes).flatMap((group) => groupInWords(group, old));
}

function grouped(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && change.oldAt - (last.oldAt + last.taken.length) <= 2 * AROUND)
      groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups;
}

function groupInWords(group: readonly Change[], old: readonly string[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  let at = Math.max(0, first.oldAt - AROUND);
  const lines = [`@@ line ${first.newAt - (first.oldAt - at) + 1} @@`];
  for (const { oldAt, taken, added } of group) {
    lines.push(
      ...old.slice(at, oldAt).map(same),
      ...taken.map((line) => `- ${line}`),
      ...added.map((line) => `+ ${line}`),
    );
    at = oldAt + taken.length;
  }
  lines.push(...old.slice(at, at + AROUND).map(same));
  return lines.map((line) => line.trimEnd());
}

function same(line: string): string {
  return `  ${line}`;
}

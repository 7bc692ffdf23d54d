import { diff3Merge } from "node-diff3";
import { linesOf } from "./lines.ts";

export interface MergedText {
  /** With conflicts marked, when there are any. */
  readonly text: string;
  /** Places that both sides changed, each in its own way. */
  readonly conflicts: number;
}

const MARKERS = { yours: "<<<<<<<", before: "|||||||", now: "=======", end: ">>>>>>>" } as const;

/**
 * Lays what was changed between `before` and `now` over `yours`, line by line. Comments stay, and so does the kind of
 * line break that `yours` has.
 */
export function mergeTexts(yours: string, before: string, now: string): MergedText {
  const merged: string[] = [];
  let conflicts = 0;
  for (const region of diff3Merge(linesOf(yours), linesOf(before), linesOf(now), { excludeFalseConflicts: true })) {
    if (region.conflict === undefined) {
      merged.push(...(region.ok ?? []));
      continue;
    }
    conflicts += 1;
    const { a, o, b } = region.conflict;
    merged.push(`${MARKERS.yours} yours`, ...a, `${MARKERS.before} shipped before`, ...o);
    merged.push(MARKERS.now, ...b, `${MARKERS.end} shipped now`);
  }
  return { text: merged.join(yours.includes("\r\n") ? "\r\n" : "\n"), conflicts };
}

/** Numbers, from 1, of the lines that still hold a conflict marker. */
export function linesWithMarkers(text: string): number[] {
  const marker = /^(<{7}|\|{7}|={7}|>{7})( |$)/;
  return linesOf(text).flatMap((line, index) => (marker.test(line) ? [index + 1] : []));
}

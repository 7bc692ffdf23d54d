import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { mergeTexts } from "../versions/index.ts";

/**
 * Lays what an edit changed over the text as its author wrote it, line by line: the writer of YAML has a layout of its
 * own, which nobody asked for where nothing was edited.
 *
 * @param written - As the author wrote it
 * @param before - The same, as the writer lays it out
 * @param edited - With the edit, as the writer lays it out
 */
export function keepLayout(written: string, before: string, edited: string): string {
  const { text, conflicts } = mergeTexts(written, before, edited);
  return conflicts === 0 && isSame(text, edited) ? text : edited;
}

function isSame(a: string, b: string): boolean {
  try {
    return isDeepStrictEqual(parse(a), parse(b));
  } catch {
    return false;
  }
}

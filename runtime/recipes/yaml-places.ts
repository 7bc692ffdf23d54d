import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from "yaml";
import type { Document } from "yaml";
import type { RecipePath } from "./recipe-problem.ts";

export interface Place {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** A YAML text as data, with the place of everything in it. */
export interface PlacedYaml {
  readonly data: unknown;
  readonly mistakes: readonly (Place & { readonly problem: string })[];
  /** Where a value stands; for one that is missing, where the nearest thing around it stands. */
  placeOf(path: RecipePath): Place;
}

export function readYaml(text: string): PlacedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const mistakes = document.errors.map((error) => ({ problem: error.message, ...place(error.pos[0]) }));
  let data: unknown = null;
  try {
    if (mistakes.length === 0) data = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // Aliases that unfold without end.
    mistakes.push({ problem: error instanceof Error ? error.message : String(error), ...place(0) });
  }
  return { data, mistakes, placeOf: (path) => place(offsetOf(document, path)) };
}

/** What can be read of a text, also where it has mistakes; `null` when nothing can. */
export function readAsFarAsPossible(text: string): unknown {
  try {
    return parseDocument(text, { prettyErrors: false, logLevel: "silent" }).toJS({ maxAliasCount: 100 }) as unknown;
  } catch {
    return null;
  }
}

function offsetOf(document: Document, path: RecipePath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = keyOffset(document, path.slice(0, length)) ?? valueOffset(document, path.slice(0, length));
    if (offset !== null) return offset;
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

/** A field is best shown at its name. */
function keyOffset(document: Document, path: RecipePath): number | null {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
  return pair !== undefined && isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null;
}

function valueOffset(document: Document, path: RecipePath): number | null {
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

import { isNode } from "yaml";
import type { YAMLSeq } from "yaml";

/** Takes an entry out of a list, with the comment above it. The first entry's comment belongs to the list. */
export function takeEntry(list: YAMLSeq, position: number): unknown {
  const first = list.items[0];
  const [taken] = list.items.splice(position, 1);
  const next = list.items[0];
  if (position === 0 && isNode(first) && isNode(next)) next.spaceBefore = false;
  return taken;
}

/** Moves an entry with its comments. @param to - Position from 0 that it has afterwards */
export function moveEntry(list: YAMLSeq, from: number, to: number): void {
  const taken = takeEntry(list, from);
  const position = Math.min(to, list.items.length);
  list.items.splice(position, 0, taken);
  for (const [index, item] of list.items.entries()) if (isNode(item)) item.spaceBefore = index > 0;
}

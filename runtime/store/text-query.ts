/** What `lastedit.plain_words` (migration 0004) makes spaces of. */
const NOT_A_WORD = /[\u0001-\u002F:-@[-`{-\u007F→·•…–—“”‘’]+/u;

/**
 * What a person typed, as a PostgreSQL text query: every word must be there, in full or as the beginning of one. Parts
 * of one word, such as a SKU's, must stand side by side.
 *
 * @returns `null` when there is no word in it
 * @example
 * textQuery("#1004 OXF-SHI refu"); // "'1004':* & ('oxf' <-> 'shi':*) & 'refu':*"
 */
export function textQuery(typed: string): string | null {
  const words = typed
    .toLowerCase()
    .split(/\s+/u)
    .map((word) => word.split(NOT_A_WORD).filter((part) => part !== ""))
    .filter((parts) => parts.length > 0)
    .map((parts) => {
      const phrase = `${parts.map((part) => `'${part}'`).join(" <-> ")}:*`;
      return parts.length === 1 ? phrase : `(${phrase})`;
    });
  return words.length === 0 ? null : words.join(" & ");
}

/** One exact word of the index, such as `=s:failed`, as a PostgreSQL text query. */
export function exactWord(word: string): string {
  return `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

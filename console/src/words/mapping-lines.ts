type Mapping = Readonly<Record<string, string>>;

/** A mapping as people type it: one `left = right` per line. */
export function linesOfMapping(mapping: Mapping): string {
  return Object.entries(mapping)
    .map(([left, right]) => `${left} = ${right}`)
    .join("\n");
}

/** Reads the lines. The last `=` of a line divides it, since names may hold one; a line without is a problem. */
export function readMappingLines(text: string): { readonly mapping: Mapping; readonly problem: string | null } {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const pairs = lines.map((line) => {
    const at = line.lastIndexOf("=");
    return at < 0 ? null : ([line.slice(0, at).trim(), line.slice(at + 1).trim()] as const);
  });
  const wrong = lines.find((_, index) => pairs[index]?.every((part) => part !== "") !== true);
  return {
    mapping: Object.fromEntries(pairs.filter((pair) => pair !== null)),
    problem: wrong === undefined ? null : `Expected "left = right", not "${wrong}".`,
  };
}

/**
 * The text with control characters replaced, at most so many characters long. A longer one ends with "…"; neither a
 * character nor a replacement is cut in half.
 */
export function escapedWithin(text: string, longest: number, replacements: Readonly<Record<string, string>>): string {
  const parts = Array.from(text, (character) => replacements[character] ?? character);
  const whole = parts.join("");
  if (whole.length <= longest) return whole;
  let shown = "";
  for (const part of parts) {
    if (shown.length + part.length > longest - 1) break;
    shown += part;
  }
  return `${shown}…`;
}

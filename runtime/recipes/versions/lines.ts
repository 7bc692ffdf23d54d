/** The lines of a text, whatever its line breaks. A text that ends with a break has an empty last line. */
export function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

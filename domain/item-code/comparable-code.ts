/**
 * What is left of a code when case and blanks do not count. Invisible characters count as blanks: they come in with
 * copied text, and nobody can see them.
 *
 * @example
 * comparableCode(" tee-red m\u200B"); // "TEE-REDM"
 */
export function comparableCode(code: string): string {
  return code.replace(/[\s\p{Cf}]+/gu, "").toUpperCase();
}

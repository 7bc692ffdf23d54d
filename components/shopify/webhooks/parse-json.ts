/** Strings and numbers of a JSON text; strings come first, so that digits inside them are not taken for numbers. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** 16 digits and more may be above 2^53, where JavaScript numbers lose their last digits. */
const LARGE_INTEGER = /^-?\d{16,}$/;

/**
 * Parses JSON; whole numbers of 16 or more digits come as text, because Shopify's test notifications have ids of 18
 * digits.
 *
 * @returns `undefined` when the text is not JSON
 */
export function parseJsonWithLargeIds(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (!/\d{16}/.test(text)) return value;
    return JSON.parse(text.replace(STRING_OR_NUMBER, (token) => (LARGE_INTEGER.test(token) ? `"${token}"` : token)));
  } catch {
    return undefined;
  }
}

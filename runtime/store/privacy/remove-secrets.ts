const MARK = "[secret]";
/** A shorter secret is removed only where it is the whole text: inside other text it would shred ordinary words. */
const SHORTEST_INSIDE_TEXT = 4;

/**
 * Makes a function that takes secret values out of any JSON value, wherever they occur: as they are, in base64 (which
 * is how Peoplevox wants its password), percent-encoded, or escaped inside JSON text.
 *
 * @param secrets - Secret texts; empty ones are ignored
 */
export function secretRemover(secrets: Iterable<string>): <T>(value: T) => T {
  const whole = new Set([...secrets].filter((secret) => secret !== ""));
  const inside = [
    ...new Set([...whole].filter((secret) => secret.length >= SHORTEST_INSIDE_TEXT).flatMap(spellings)),
  ].sort((a, b) => b.length - a.length);
  const clean = (text: string): string => {
    if (whole.has(text)) return MARK;
    return inside.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, MARK) : rest), text);
  };
  return whole.size === 0 ? (value) => value : (value) => mapTexts(value, clean);
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret, "utf8").toString("base64");
  return [secret, base64, base64.replace(/=+$/, ""), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

/** Copies a JSON value with each text, property names included, changed by `change`. */
function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), mapTexts(item as unknown, change)]),
  ) as T;
}

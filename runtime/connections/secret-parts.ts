/** A shorter path, such as `/`, is nobody's key, and masking it would spoil every text. */
const SHORTEST_KEY = 8;

/**
 * What must not be shown of the web addresses inside a secret text, also where it stands alone: each whole address, its
 * path with the query, its user name with the password, and the password.
 *
 * @param text - Such as `floor slack https://hooks.slack.com/services/T1/B2/key`
 * @returns `[]` when the text holds no address
 */
export function secretParts(text: string): string[] {
  return text.split(/\s+/).flatMap((word) => (word.includes("://") && URL.canParse(word) ? partsOf(word) : []));
}

function partsOf(address: string): string[] {
  const { href, pathname, search, username, password } = new URL(address);
  const path = pathname + search;
  const parts = [address, href, ...(path.length < SHORTEST_KEY ? [] : [path])];
  return password === "" ? parts : [...parts, `${username}:${password}`, password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Nobody can guess it: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token. It has enough randomness of its own, so that a plain digest is enough. */
export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Compares without telling by the time it takes how much was right. */
export function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

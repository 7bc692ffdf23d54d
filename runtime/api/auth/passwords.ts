import { hash, verify } from "@node-rs/argon2";

/** Argon2id with the least that OWASP asks for: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** A hash that no password fits, so that an unknown account takes as long as a wrong password. */
let nobodysHash: Promise<string> | undefined;

/** @param stored - `null` where there is no such account */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(Math.random().toString(36));
  const right = await verify(stored ?? (await nobodysHash), password);
  return right && stored !== null;
}

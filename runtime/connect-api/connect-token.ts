import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** A token shorter than this could be guessed. */
const SHORTEST = 32;

/**
 * The token that opens the Connect mirror: `LASTEDIT_CONNECT_TOKEN`, else the file `connect-api.token` of the data
 * folder.
 *
 * @returns `null` when there is none: the mirror is then off
 * @throws {RangeError} When it is too short
 */
export async function readConnectToken(home: string, fromEnvironment: string | undefined): Promise<string | null> {
  const token = fromEnvironment?.trim() ?? (await readIfThere(fileIn(home)));
  if (token === null || token === "") return null;
  if (token.length >= SHORTEST) return token;
  throw new RangeError(`The token of the Connect API has ${token.length} characters; expected at least ${SHORTEST}.`);
}

/** Makes a token, in place of one that was there. Taken up at the next start. */
export async function createConnectToken(home: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await mkdir(home, { recursive: true });
  await writeFile(fileIn(home), `${token}\n`, { mode: 0o600 });
  await chmod(fileIn(home), 0o600);
  return token;
}

const fileIn = (home: string): string => path.join(home, "connect-api.token");

async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

import type { Database } from "../../store/database.ts";
import { endSession, endSessionsOf, isSessionInForce, openSession, useSession } from "../../store/sessions.ts";
import type { SignInWay } from "../../store/sessions.ts";
import { csrfTokenOf } from "./person.ts";
import type { Person } from "./person.ts";
import { digestOf, newToken } from "./tokens.ts";

/** A page that is open asks now and then, so only one that was closed falls idle. */
export const IDLE_MS = 8 * 3_600_000;
const LONGEST_MS = 7 * 86_400_000;

export interface SessionDesk {
  /** A session of its own for each sign-in: a token from before never becomes one that is signed in. */
  begin(
    userId: string,
    how: SignInWay,
    fromAddress: string,
  ): Promise<{ readonly token: string; readonly person: Person }>;
  /** `null` when the token stands for no session in force. */
  find(token: string): Promise<Person | null>;
  /** Does not count as use: a page that is only open falls idle. */
  isInForce(tokenDigest: string): Promise<boolean>;
  end(person: Person): Promise<void>;
  /** Ends all sessions of a user. */
  endAllOf(userId: string): Promise<void>;
}

export function createSessionDesk(database: Database): SessionDesk {
  async function find(token: string): Promise<Person | null> {
    const session = await useSession(database, digestOf(token), IDLE_MS);
    if (session === null) return null;
    const { userId, name, email, role, hasPassword, how, tokenDigest, createdAt, expiresAt } = session;
    const csrf = csrfTokenOf(token);
    return { userId, name, email, role, hasPassword, how, tokenDigest, csrf, signedInAt: createdAt, expiresAt };
  }

  return {
    async begin(userId, how, fromAddress) {
      const token = newToken();
      const expiresAt = new Date(Date.now() + LONGEST_MS);
      await openSession(database, { tokenDigest: digestOf(token), userId, how, fromAddress, expiresAt });
      const person = await find(token);
      if (person === null) throw new Error(`The session of user ${userId} was stored, and is not in force.`);
      return { token, person };
    },
    find,
    isInForce: (tokenDigest) => isSessionInForce(database, tokenDigest, IDLE_MS),
    end: ({ tokenDigest }) => endSession(database, tokenDigest),
    async endAllOf(userId) {
      await endSessionsOf(database, userId);
    },
  };
}

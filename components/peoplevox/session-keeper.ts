import { PeoplevoxCredentialsRefusedError } from "./peoplevox-errors.ts";
import type { PeoplevoxSession } from "./soap-envelope.ts";

/** One shared session per client: made once, used by everybody, replaced when Peoplevox says that it is over. */
export interface SessionKeeper {
  current(): Promise<PeoplevoxSession>;
  /** Call after each answer: a session lives 30 minutes from its last use. */
  used(): void;
  /** Forgets this session, unless a newer one has already taken its place. */
  forget(session: PeoplevoxSession): void;
}

/** One minute less than Peoplevox's 30, so that a session is renewed before it fails. */
const IDLE_LIMIT_MS = 29 * 60_000;
/** After a refused login nobody tries again for this long: repeated refusals can lock the user out. */
const REFUSAL_PAUSE_MS = 30_000;

/** @param authenticate - Logs in; called by one caller at a time */
export function createSessionKeeper(authenticate: () => Promise<PeoplevoxSession>, now: () => number): SessionKeeper {
  let session: Promise<PeoplevoxSession> | null = null;
  let known: PeoplevoxSession | null = null;
  let usedAt = 0;
  let refusal: { error: PeoplevoxCredentialsRefusedError; at: number } | null = null;

  async function logIn(): Promise<PeoplevoxSession> {
    try {
      known = await authenticate();
      usedAt = now();
      return known;
    } catch (error) {
      session = null;
      if (error instanceof PeoplevoxCredentialsRefusedError) refusal = { error, at: now() };
      throw error;
    }
  }

  return {
    current: async () => {
      if (refusal !== null && now() - refusal.at < REFUSAL_PAUSE_MS) throw refusal.error;
      if (known !== null && now() - usedAt >= IDLE_LIMIT_MS) session = known = null;
      session ??= logIn();
      return session;
    },
    used: () => {
      usedAt = now();
    },
    forget: (expired) => {
      if (known?.sessionId === expired.sessionId) session = known = null;
    },
  };
}

import type { Session } from "../../../runtime/api/contract/auth.ts";

let session: Session | null = null;
let lastKnown: Session | null = null;
const listeners = new Set<(now: Session | null) => void>();

/** Who is signed in, as far as this page knows; null when nobody is. */
export function currentSession(): Session | null {
  return session;
}

export function rememberSession(now: Session | null): void {
  if (now === session) return;
  session = now;
  lastKnown = now ?? lastKnown;
  for (const listener of listeners) listener(now);
}

/** The session of what is on the screen: while the page turns to the sign-in, the one that is over. */
export function sessionOnScreen(): Session | null {
  return lastKnown;
}

/** The runtime said that the session is over. */
export function forgetSession(): void {
  rememberSession(null);
}

/** @returns Ends it */
export function onSessionChange(listener: (now: Session | null) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import type { Session } from "../../../runtime/api/contract/auth.ts";

let session: Session | null = null;
let lastKnown: Session | null = null;
let over = false;
const listeners = new Set<(now: Session | null) => void>();

/** Who is signed in, as far as this page knows; null when nobody is. */
export function currentSession(): Session | null {
  return session;
}

export function rememberSession(now: Session | null): void {
  if (now === session && !over) return;
  session = now;
  over = false;
  lastKnown = now ?? lastKnown;
  for (const listener of listeners) listener(now);
}

/** The session of what is on the screen: while the page turns to the sign-in, the one that is over. */
export function sessionOnScreen(): Session | null {
  return lastKnown;
}

/** Whether the runtime has ended the session of a page that is still on the screen. */
export function isSessionOver(): boolean {
  return over;
}

/** The runtime said that the session is over. What is on the screen stays until somebody signs in again or leaves. */
export function endSession(): void {
  if (session === null || over) return;
  over = true;
  for (const listener of listeners) listener(session);
}

/** Somebody has signed out, or leaves what is on the screen. */
export function forgetSession(): void {
  rememberSession(null);
}

/** @returns Ends it */
export function onSessionChange(listener: (now: Session | null) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

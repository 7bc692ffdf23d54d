import type { Clock } from "../clock.ts";
import type { Random } from "../random.ts";

/** Why a call is refused: the session was never given out, or its time is over. */
export type SessionRefusal = "unknown" | "expired";

export interface SessionInfo {
  readonly id: string;
  /** Milliseconds since 1970 UTC, moved on by each call. */
  readonly expiresAt: number;
}

/** Sessions of the tenant. Several may be open side by side; a later one does not end an earlier one. */
export interface Sessions {
  open(): string;
  /** Checks a session and moves its end on. */
  use(id: string | null): SessionRefusal | null;
  list(): SessionInfo[];
  /** Ends all of them at once, as 30 idle minutes would. @returns how many */
  expireAll(): number;
  /** Forgets all of them, as a restart does. */
  clear(): void;
}

/** @param idleMs - How long a session lives without a call, in milliseconds */
export function createSessions(clock: Clock, random: Random, idleMs: number): Sessions {
  const endsAt = new Map<string, number>();
  return {
    open() {
      const id = [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join("-");
      endsAt.set(id, clock.now() + idleMs);
      return id;
    },
    use(id) {
      const end = id === null ? undefined : endsAt.get(id);
      if (id === null || end === undefined) return "unknown";
      if (end <= clock.now()) return "expired";
      endsAt.set(id, clock.now() + idleMs);
      return null;
    },
    list: () => [...endsAt].filter(([, end]) => end > clock.now()).map(([id, expiresAt]) => ({ id, expiresAt })),
    expireAll() {
      const open = [...endsAt].filter(([, end]) => end > clock.now());
      for (const [id] of open) endsAt.set(id, clock.now());
      return open.length;
    },
    clear: () => endsAt.clear(),
  };
}

import { useSyncExternalStore } from "react";
import type { Session } from "../../../runtime/api/contract/auth.ts";
import type { Role } from "../../../runtime/api/contract/route-table.ts";
import { api } from "./api.ts";
import { ApiError } from "./api-error.ts";
import { currentSession, onSessionChange, rememberSession, sessionOnScreen } from "./session-holder.ts";

/** Asks who is signed in, once per page load. @returns null when nobody is */
export async function loadSession(): Promise<Session | null> {
  if (currentSession() !== null) return currentSession();
  try {
    rememberSession(await api.get("/session"));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
  return currentSession();
}

/** Who is signed in. Only for what is shown inside the shell: it is never rendered without a session. */
export function useSession(): Session {
  const session = useSyncExternalStore(onSessionChange, sessionOnScreen);
  if (session === null) throw new Error("useSession() was used outside the shell: nobody is signed in there.");
  return session;
}

const RANK: Readonly<Record<Role, number>> = { operator: 0, editor: 1, admin: 2 };

/** Whether the person may do what asks for at least this role. The runtime checks it as well. */
export function useMay(least: Role): boolean {
  return RANK[useSession().user.role] >= RANK[least];
}

import { userInfo } from "node:os";

/** The name of whoever calls this program; empty when the system has none for them, as in some containers. */
export function personHere(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}

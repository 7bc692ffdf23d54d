import { createHmac } from "node:crypto";
import { ROLES } from "../contract/route-table.ts";
import type { Role } from "../contract/route-table.ts";
import type { SignInWay } from "../../store/sessions.ts";

/** Who asks, by their session. */
export interface Person {
  readonly userId: string;
  /** As exceptions and the audit log know them. */
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly hasPassword: boolean;
  readonly how: SignInWay;
  /** Names the session without opening it. */
  readonly tokenDigest: string;
  readonly csrf: string;
  readonly signedInAt: Date;
  readonly expiresAt: Date;
}

/** Each role may also do what the ones before it may. */
export function mayAct(role: Role, least: Role | "anyone"): boolean {
  return least === "anyone" || ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** The token that every change must carry: only a page that could read an answer of ours knows it. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac("sha256", sessionToken).update("lastedit csrf").digest("base64url");
}

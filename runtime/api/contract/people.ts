import { z } from "zod";
import { done, givenMoment, moment, pageOf, paging } from "./common.ts";
import { ROLES } from "./route-table.ts";
import type { RouteTable } from "./route-table.ts";

export const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(ROLES),
  disabled: z.boolean(),
  hasPassword: z.boolean(),
  /** Comes from the identity provider, which also says the role. */
  oidc: z.boolean(),
  createdAt: moment,
  lastSeenAt: moment.nullable(),
  sessions: z.number(),
});
export type User = z.output<typeof user>;

const userId = z.object({ id: z.uuid() });
const name = z.string().trim().min(1).max(100);
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const auditEntry = z.object({
  id: z.number(),
  at: moment,
  /** The person's name; `LastEdit` for what it does by itself. */
  by: z.string(),
  /** Such as `users.create`. */
  what: z.string(),
  /** What it was done to, such as a recipe's name; empty when nothing needs naming. */
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  /** Address that it came from; empty when it came from this machine's own commands. */
  from: z.string(),
});
export type AuditEntry = z.output<typeof auditEntry>;

export const PEOPLE = {
  listUsers: {
    method: "GET",
    path: "/users",
    role: "admin",
    summary: "All users.",
    response: z.object({ items: z.array(user) }),
  },
  createUser: {
    method: "POST",
    path: "/users",
    role: "admin",
    summary: "Add a user; they sign in with a one-time link and set a password themselves.",
    body: z.strictObject({ name, email, role: z.enum(ROLES) }),
    response: user,
  },
  changeUser: {
    method: "PATCH",
    path: "/users/:id",
    role: "admin",
    summary: "Change name, e-mail or role, or disable. A disabled user's sessions end at once.",
    params: userId,
    body: z.strictObject({
      name: name.exactOptional(),
      email: email.exactOptional(),
      role: z.enum(ROLES).exactOptional(),
      disabled: z.boolean().exactOptional(),
    }),
    response: user,
  },
  deleteUser: {
    method: "DELETE",
    path: "/users/:id",
    role: "admin",
    summary: "Remove a user. What they did stays in the audit log under their name.",
    params: userId,
    response: done,
  },
  makeLink: {
    method: "POST",
    path: "/users/:id/link",
    role: "admin",
    summary: "A one-time sign-in link for this user. It is shown once.",
    params: userId,
    response: z.object({ url: z.string(), expiresAt: moment }),
  },
  audit: {
    method: "GET",
    path: "/audit",
    role: "admin",
    summary: "Who changed what and when, newest first.",
    query: z.object({
      by: z.string().max(100).optional().describe("A part of the name."),
      what: z.string().max(100).optional().describe("The whole word, or its beginning up to the dot."),
      subject: z.string().max(300).optional().describe("A part of it."),
      from: givenMoment.optional(),
      to: givenMoment.optional(),
      ...paging,
    }),
    response: pageOf(auditEntry),
  },
  auditCsv: {
    method: "GET",
    path: "/audit.csv",
    role: "admin",
    summary: "The audit log as CSV, at most the newest 50,000 entries.",
    response: z.string(),
    answers: "text/csv",
  },
} as const satisfies RouteTable;

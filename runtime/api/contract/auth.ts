import { z } from "zod";
import { done, moment } from "./common.ts";
import { ROLES } from "./route-table.ts";
import type { RouteTable } from "./route-table.ts";

const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const password = z.string().min(12).max(256).describe("At least 12 characters.");

export const session = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role: z.enum(ROLES),
    hasPassword: z.boolean(),
  }),
  /** How this session began. */
  how: z.enum(["link", "password", "oidc"]),
  csrf: z.string().describe("To be sent as `x-csrf-token` with every method but GET."),
  expiresAt: moment,
  installation: z.object({
    name: z.string(),
    timeZone: z.string().describe("IANA, such as Europe/London."),
    version: z.string(),
    demo: z.boolean(),
  }),
});
export type Session = z.output<typeof session>;

export const AUTH = {
  session: {
    method: "GET",
    path: "/session",
    role: "operator",
    summary: "Who is signed in; 401 when nobody is.",
    response: session,
  },
  signInOptions: {
    method: "GET",
    path: "/sign-in/options",
    role: "anyone",
    summary: "Which ways to sign in there are.",
    response: z.object({
      password: z.boolean().describe("Whether any user has a password."),
      oidc: z.object({ name: z.string(), startPath: z.string() }).nullable(),
    }),
  },
  signIn: {
    method: "POST",
    path: "/sign-in",
    role: "anyone",
    summary: "Sign in with e-mail and password.",
    body: z.strictObject({ email, password: z.string().max(256) }),
    response: session,
  },
  signInWithLink: {
    method: "POST",
    path: "/sign-in/link",
    role: "anyone",
    summary: "Sign in with the token of a one-time link: the part behind `#` of `/sign-in#token`.",
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    response: session,
  },
  startOidc: {
    method: "GET",
    path: "/sign-in/oidc",
    role: "anyone",
    summary: "Begin to sign in with the company's identity provider.",
    query: z.object({ returnTo: z.string().max(2_000).optional().describe("A path of the console.") }),
    response: z.string(),
    answers: "redirect",
  },
  finishOidc: {
    method: "GET",
    path: "/sign-in/oidc/callback",
    role: "anyone",
    summary: "Where the identity provider sends people back to; leads to the console, or to `/sign-in?problem=…`.",
    query: z.looseObject({}),
    response: z.string(),
    answers: "redirect",
  },
  signOut: {
    method: "POST",
    path: "/sign-out",
    role: "operator",
    summary: "End this session, or all of this person's.",
    body: z.strictObject({ everywhere: z.boolean().default(false) }),
    response: done,
  },
  changePassword: {
    method: "POST",
    path: "/password",
    role: "operator",
    summary: "Set one's own password. Ends all other sessions. Not asked for the current one when signed in by a link.",
    body: z.strictObject({ current: z.string().max(256).optional(), next: password }),
    response: session,
  },
} as const satisfies RouteTable;

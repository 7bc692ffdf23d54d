import type { Api } from "../../../runtime/api/contract/all.ts";
import type { CommandAct } from "../../../runtime/api/contract/command-acts.ts";
import { fieldsOf } from "./fields-of.ts";

type Area = keyof Api;
type NameIn<A extends Area> = keyof Api[A] & string;
type IsAudited<Route> = Route extends { readonly method: "GET" } | { readonly changes: false } ? false : true;

/** What the runtime writes into its audit log: area and route of every call that changes something. */
export type AuditedAct = {
  [A in Area]: { [N in NameIn<A>]: IsAudited<Api[A][N]> extends true ? `${A}.${N}` : never }[NameIn<A>];
}[Area];

/** Its route only answers a browser that comes back, so it is no change by its method. */
type SignInAct = "auth.finishOidc";

/** Each act as a person says it. A route, or a command's act, that is missing here does not compile. */
const ACTS: Readonly<Record<AuditedAct | CommandAct | SignInAct, string>> = {
  "auth.signIn": "Signed in with a password",
  "auth.signInWithLink": "Signed in with a link",
  "auth.finishOidc": "Signed in with the company's account",
  "auth.signOut": "Signed out",
  "auth.changePassword": "Set a password",
  "runs.cancel": "Cancelled a run",
  "exceptions.act": "Worked on an exception",
  "exceptions.actOnMany": "Worked on an exception, among others",
  "recipes.create": "Created a recipe",
  "recipes.saveDraft": "Saved a draft",
  "recipes.discardDraft": "Threw a draft away",
  "recipes.publish": "Published a recipe",
  "recipes.rollBack": "Rolled a recipe back",
  "recipes.enable": "Switched a recipe on",
  "recipes.disable": "Switched a recipe off",
  "recipes.delete": "Removed a recipe",
  "recipes.import": "Imported a recipe",
  "replay.retry": "Ran a run again",
  "replay.start": "Began a replay",
  "replay.stop": "Stopped a replay",
  "replay.timeTravel": "Tried a recipe over past orders",
  "connections.create": "Added a connection",
  "connections.change": "Changed a connection",
  "connections.remove": "Removed a connection",
  "connections.setProfile": "Changed a tenant profile",
  "connections.setRouting": "Changed who is told about exceptions",
  "connections.pause": "Paused something",
  "connections.resume": "Ended a pause",
  "connections.stopEverything": "Stopped everything",
  "connections.resumeEverything": "Let everything go on",
  "people.createUser": "Added a user",
  "people.changeUser": "Changed a user",
  "people.deleteUser": "Removed a user",
  "people.makeLink": "Made a sign-in link",
  "settings.set": "Changed the settings",
  "recipes.reload": "Put recipe files into force",
  "runs.start": "Started a run",
  "keys.prepare": "Prepared a new key",
  "keys.rotate": "Sealed secrets with a new key",
  "history.applyRetention": "Removed old history",
  "history.backUp": "Made a backup",
  "privacy.export": "Exported what is kept about a customer",
  "privacy.redact": "Removed a customer's data",
  "privacy.redactShop": "Removed a shop's history",
};

/** What was done to an exception, by the act's name. */
const EXCEPTION_ACTS: Words = {
  take: "Took an exception",
  "give-back": "Gave an exception back",
  assign: "Assigned an exception",
  snooze: "Snoozed an exception",
  wake: "Woke an exception",
  note: "Wrote a note on an exception",
  resolve: "Resolved an exception",
  reopen: "Reopened an exception",
  retry: "Retried an exception",
  "stop-parcel": "Stopped a parcel",
};

/** `people.changeUser` → `Changed a user`; an act of an older or newer version keeps its name. */
export function auditActInWords(what: string, after: unknown): string {
  const { act, ok } = fieldsOf(after);
  const words = (what.startsWith("exceptions.") && EXCEPTION_ACTS[String(act)]) || (ACTS as Words)[what] || what;
  return ok === false ? `${words}: refused` : words;
}

type Words = Readonly<Record<string, string>>;

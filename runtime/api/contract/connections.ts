import { z } from "zod";
import { done, givenMoment, moment, owner, severity } from "./common.ts";
import type { RouteTable } from "./route-table.ts";

const connectionName = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9-]*$/, "expected a name in lower case with hyphens, such as shop or warehouse-de");

/** A field of a connection. A secret's value is never given out. */
export const connectionField = z.object({
  name: z.string(),
  label: z.string(),
  secret: z.boolean(),
  optional: z.boolean(),
  help: z.string(),
  /** `null` for a secret and for what is not set. */
  value: z.unknown(),
  isSet: z.boolean(),
});

export const connectionItem = z.object({
  name: connectionName,
  type: z.enum(["shopify", "peoplevox", "alert", "app"]),
  /** Written in the configuration file: changed there, not here. */
  fromFile: z.boolean(),
  fields: z.array(connectionField),
  usedBy: z.array(z.string()).describe("Names of recipes."),
  changedAt: moment.nullable(),
  paused: z.object({ by: z.string(), because: z.string(), until: moment.nullable() }).nullable(),
});
export type ConnectionItem = z.output<typeof connectionItem>;

/** Values by field. A secret that is left out stays as it is; `null` takes a field away. */
const fields = z.record(z.string().max(100), z.unknown());

/** One thing that was looked at. */
export const checkResult = z.object({
  id: z.string().describe("Stable: reach, scopes, protected-data, webhooks, templates, columns, profile, channels."),
  title: z.string(),
  state: z.enum(["ok", "problem", "warning", "not-checked"]),
  found: z.string(),
  whatToDo: z.string().describe("Empty when there is nothing to do."),
});

const tenantProfile = z.record(z.string(), z.unknown());
const problem = z.object({ path: z.string(), message: z.string() });
const named = z.object({ name: connectionName });

export const CONNECTIONS = {
  list: {
    method: "GET",
    path: "/connections",
    role: "operator",
    summary: "Connections, without their secrets.",
    response: z.object({
      items: z.array(connectionItem),
      /** What each type asks for, for a form. */
      types: z.array(
        z.object({ type: z.string(), label: z.string(), fields: z.array(connectionField), help: z.string() }),
      ),
    }),
  },
  create: {
    method: "POST",
    path: "/connections",
    role: "admin",
    summary: "Add a connection. Recipes that need it run within seconds.",
    body: z.strictObject({ name: connectionName, type: connectionItem.shape.type, fields }),
    response: connectionItem,
  },
  change: {
    method: "PATCH",
    path: "/connections/:name",
    role: "admin",
    summary: "Change some fields.",
    params: named,
    body: z.strictObject({ fields }),
    response: connectionItem,
  },
  remove: {
    method: "DELETE",
    path: "/connections/:name",
    role: "admin",
    summary: "Remove it. Refused while a recipe that runs needs it.",
    params: named,
    response: done,
  },
  check: {
    method: "POST",
    path: "/connections/check",
    role: "admin",
    summary: "Look whether a connection works, saved or not, and what to do where it does not. Changes nothing.",
    body: z.union([
      z.strictObject({ name: connectionName }),
      z.strictObject({ type: connectionItem.shape.type, fields, name: connectionName.exactOptional() }),
    ]),
    changes: false,
    response: z.object({ ok: z.boolean(), checks: z.array(checkResult), checkedAt: moment }),
  },
  profile: {
    method: "GET",
    path: "/connections/:name/profile",
    role: "operator",
    summary: "The tenant profile of a Peoplevox connection: statuses, fields, mappings, cut-offs.",
    params: named,
    response: z.object({
      profile: tenantProfile,
      /** Where nothing is written, this holds. */
      defaults: tenantProfile,
      /** JSON Schema of the profile, for a form. */
      schema: z.unknown(),
      fromFile: z.boolean(),
    }),
  },
  setProfile: {
    method: "PUT",
    path: "/connections/:name/profile",
    role: "admin",
    summary: "Replace the profile. A profile that cannot be used is refused, with each place; nothing is changed then.",
    params: named,
    body: z.strictObject({
      profile: tenantProfile,
      onlyCheck: z.boolean().default(false),
      base: tenantProfile.exactOptional().describe("The one that was shown; a change since then is refused."),
    }),
    response: z.object({ profile: tenantProfile, problems: z.array(problem), saved: z.boolean() }),
  },
  routing: {
    method: "GET",
    path: "/routing",
    role: "operator",
    summary: "Who owns which kind of exception, and who is told how.",
    response: z.object({
      routing: z.unknown(),
      kinds: z.array(
        z.object({
          kind: z.string(),
          title: z.string(),
          owner: z.string(),
          severity: z.string(),
          whatToDo: z.string(),
        }),
      ),
      schema: z.unknown().describe("JSON Schema of routing."),
      channels: z.array(z.string()).describe("Names of alert channels there are."),
      shops: z.array(z.string()).describe("Shops that are connected."),
      givenBy: z
        .array(z.string())
        .describe("Recipes that run and say it themselves: it can then be changed only there."),
      nobodyTells: z.string().nullable().describe("Why nobody is told of exceptions; null while a recipe does it."),
    }),
  },
  setRouting: {
    method: "PUT",
    path: "/routing",
    role: "admin",
    summary:
      "Change it. Refused with its place for a mistake, and while a recipe says it itself; nothing is changed then.",
    body: z.strictObject({
      routing: z.unknown(),
      base: z.unknown().optional().describe("What was shown; a change since then is refused."),
    }),
    response: z.object({ routing: z.unknown() }),
  },
  previewRouting: {
    method: "POST",
    path: "/routing/preview",
    role: "operator",
    summary: "Whom a routing, saved or not, would tell about an exception of a kind and a shop. Changes nothing.",
    body: z.strictObject({ routing: z.unknown(), kind: z.string().max(100), shop: z.string().max(200) }),
    changes: false,
    response: z.object({
      problems: z.array(problem),
      missingChannels: z.array(z.string()).describe("Named by the routing, and not there: no alert can be sent then."),
      /** Null while the routing has problems, or the kind is not known. */
      answer: z
        .object({
          owner,
          severity,
          channels: z.array(z.string()),
          takeWithinMinutes: z.number().nullable(),
          escalateTo: z.array(z.string()),
          warnBeforeMinutes: z.number().nullable(),
          quietNow: z.array(z.string()).describe("Channels that would hold it back for a summary now."),
        })
        .nullable(),
    }),
  },
  controls: {
    method: "GET",
    path: "/controls",
    role: "operator",
    summary: "What is paused, and who paused it.",
    response: z.object({
      items: z.array(
        z.object({
          scope: z.enum(["everything", "recipe", "connection", "order"]),
          name: z.string(),
          since: moment,
          until: moment.nullable(),
          by: z.string(),
          because: z.string(),
        }),
      ),
      moves: z.array(
        z.object({
          at: moment,
          by: z.string(),
          what: z.string(),
          scope: z.string(),
          name: z.string(),
          because: z.string(),
        }),
      ),
    }),
  },
  pause: {
    method: "POST",
    path: "/controls/pause",
    role: "operator",
    summary: "Pause a recipe, a connection or an order. Events are kept; their runs wait.",
    body: z.strictObject({
      scope: z.enum(["recipe", "connection", "order"]),
      name: z.string().trim().min(1).max(200),
      because: z.string().trim().min(1).max(1_000),
      until: givenMoment.exactOptional(),
    }),
    response: done,
  },
  resume: {
    method: "POST",
    path: "/controls/resume",
    role: "operator",
    summary: "End a pause.",
    body: z.strictObject({
      scope: z.enum(["recipe", "connection", "order"]),
      name: z.string().trim().min(1).max(200),
      because: z.string().trim().max(1_000).default(""),
    }),
    response: z.object({ wasPaused: z.boolean() }),
  },
  stopEverything: {
    method: "POST",
    path: "/controls/stop-everything",
    role: "operator",
    summary: "Nothing more is sent anywhere until somebody resumes. Events are kept.",
    body: z.strictObject({ because: z.string().trim().min(1).max(1_000) }),
    response: done,
  },
  resumeEverything: {
    method: "POST",
    path: "/controls/resume-everything",
    role: "operator",
    summary: "Go on where everything was stopped.",
    body: z.strictObject({ because: z.string().trim().max(1_000).default("") }),
    response: z.object({ wasPaused: z.boolean() }),
  },
} as const satisfies RouteTable;

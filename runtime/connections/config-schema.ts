import { z } from "zod";

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, "expected a name in lower case with hyphens, such as shop or warehouse-de");

const text = z.string().min(1);

/** Fields of a system that names its own: they are checked by the components that use them. */
const system = <Type extends "shopify" | "peoplevox">(type: Type) => z.looseObject({ type: z.literal(type) });

const alert = z.strictObject({
  type: z.literal("alert"),
  channels: z.array(text).min(1).describe("Each `<name> <slack | teams | http | mail> <address>`."),
  httpSecret: text.exactOptional().describe("Signs what is sent to `http` channels."),
  mailServer: text.exactOptional().describe("For `mail` channels: smtps://user:password@smtp.example.com."),
  mailFrom: text.exactOptional().describe("For `mail` channels: LastEdit <alerts@example.com>."),
});

const app = z.strictObject({
  type: z.literal("app"),
  app: z
    .string()
    .regex(/^[a-z0-9_]+$/, "expected an app's slug, as in slack or google_sheets")
    .describe("Slug of the Pipedream app that the account is for."),
  auth: z
    .record(z.string(), z.unknown())
    .describe("What the app's code reads as $auth: oauth_access_token, or the app's own fields such as api_key."),
});

const connection = z
  .discriminatedUnion("type", [system("shopify"), system("peoplevox"), alert, app], {
    error: "expected one whose type is shopify, peoplevox, alert or app",
  })
  .describe("Fields of the connection, without the system's name: accessToken fills the prop shopifyAccessToken.");

const recipe = z.strictObject({
  recipe: z.string().optional().describe("The recipe's folder, when this entry has a name of its own."),
  enabled: z.boolean().default(true),
  connections: z.record(z.string(), name).default({}).describe("Other connections than the recipe names."),
  triggers: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .default({})
    .describe("Props of its triggers that differ here, by the source's key."),
});

const role = z.enum(["operator", "editor", "admin"]);

const oidc = z.strictObject({
  name: text.default("your company's account").describe("What the button on the sign-in page says."),
  issuer: z.url({ protocol: /^https$/, error: "expected an address that begins with https" }),
  clientId: text,
  clientSecret: text.exactOptional().describe("Left out for a public client, which proves itself by PKCE alone."),
  scopes: text.default("openid profile email"),
  roleClaim: text.default("roles").describe("Claim of the ID token that says who may do what; a dot leads inside it."),
  roles: z.record(z.string(), role).describe("The claim's values and the role of each; the highest counts."),
  defaultRole: role
    .exactOptional()
    .describe("Of people whose claim has none of these; without it they may not sign in."),
});

const consoleSettings = z.strictObject({
  name: z.string().min(1).max(60).exactOptional().describe("What the console calls this installation."),
  url: z.url().exactOptional().describe("Address under which people reach the console. Without it: publicUrl."),
  timeZone: text.exactOptional().describe("IANA time zone in which times are shown, such as Europe/London."),
  oidc: oidc.exactOptional().describe("Sign-in by the company's identity provider (OpenID Connect)."),
});

const hooksAddress = z.strictObject({ host: z.string(), port: z.int().min(0).max(65_535) });

/** `lastedit.config.yaml`. Any text may hold `${NAME}`: the environment variable of that name. */
export const configSchema = z.strictObject({
  connections: z.record(name, connection).default({}),
  recipes: z.record(name, recipe).optional().describe("Which recipes run. Without it: all whose connections are here."),
  host: z.string().default("127.0.0.1").describe("Address that webhooks are taken on."),
  port: z.int().min(0).max(65_535).default(7410).describe("Port that webhooks are taken on; 0 takes any."),
  publicUrl: z.url().optional().describe("Address under which Shopify reaches this server. Without it: host and port."),
  hooks: hooksAddress
    .optional()
    .describe("A second address that takes webhooks only; the console then stays on host and port."),
  trustProxy: z.boolean().default(false).describe("A proxy of one's own is in front, which tells who is calling."),
  console: consoleSettings.prefault({}),
  concurrency: z.int().min(1).max(2_000).default(500).describe("Runs in flight at once."),
  weights: z
    .record(name, z.number().positive())
    .default({})
    .describe("Turns of a warehouse's work, by its connection: 2 gets two where others get one."),
  reportWaitingAfterMinutes: z
    .number()
    .min(1)
    .default(15)
    .describe("A run that has been wanted for this long and has not ended is reported to the integration's owner."),
  allowEnv: z.array(z.string()).default([]).describe("Environment variables that recipes may read."),
  history: z
    .strictObject({
      keepDays: z.int().min(1).default(90).describe("Days that a run stays in the history after it ended."),
      maskPersonalData: z.boolean().default(true).describe("Whether personal data is masked before it is stored."),
      maskAfterDays: z
        .int()
        .min(0)
        .default(30)
        .describe("Days after which a run's personal data goes, and with it the event that a replay needs."),
      keepExceptionsDays: z.int().min(1).default(365).describe("Days that an exception stays after it was closed."),
    })
    .prefault({}),
});

export type Config = z.output<typeof configSchema>;
export type RecipeChoice = z.output<typeof recipe>;

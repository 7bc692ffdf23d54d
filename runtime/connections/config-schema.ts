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

/** `lastedit.config.yaml`. Any text may hold `${NAME}`: the environment variable of that name. */
export const configSchema = z.strictObject({
  connections: z.record(name, connection).default({}),
  recipes: z.record(name, recipe).optional().describe("Which recipes run. Without it: all whose connections are here."),
  host: z.string().default("127.0.0.1").describe("Address that webhooks are taken on."),
  port: z.int().min(0).max(65_535).default(7410).describe("Port that webhooks are taken on; 0 takes any."),
  publicUrl: z.url().optional().describe("Address under which Shopify reaches this server. Without it: host and port."),
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

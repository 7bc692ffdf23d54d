import { z } from "zod";
import { moment } from "./common.ts";
import type { RouteTable } from "./route-table.ts";

const timeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
    } catch {
      return false;
    }
  }, "expected an IANA time zone such as Europe/London");

/** What a person may set for the whole installation. */
export const settingsValues = z.strictObject({
  name: z.string().trim().min(1).max(60).describe("What the console calls this installation."),
  timeZone: timeZone.describe("In which times are shown."),
  keepDays: z.int().min(1).max(3_650).describe("Days that ended runs stay in the history."),
  maskAfterDays: z
    .int()
    .min(0)
    .max(3_650)
    .describe("Days after which a run's personal data goes, and with it the event that a replay needs."),
  keepExceptionsDays: z.int().min(1).max(3_650).describe("Days that an exception stays after it was closed."),
  maskPersonalData: z
    .boolean()
    .describe("Personal data is masked before it is stored. A change counts from the next start on."),
});

export const settings = z.object({
  values: settingsValues,
  /** Fields that the configuration file or the environment fixes: they cannot be changed here. */
  fixed: z.array(z.keyof(settingsValues)),
  changedAt: moment.nullable(),
  changedBy: z.string().nullable(),
});
export type Settings = z.output<typeof settings>;

export const SETTINGS = {
  get: {
    method: "GET",
    path: "/settings",
    role: "operator",
    summary: "Name, time zone, retention and masking of this installation.",
    response: settings,
  },
  set: {
    method: "PUT",
    path: "/settings",
    role: "admin",
    summary: "Change them. What was masked stays masked.",
    body: settingsValues.partial().extend({
      base: settingsValues
        .partial()
        .exactOptional()
        .describe("What these fields were when they were shown; a change since then is refused."),
    }),
    response: settings,
  },
} as const satisfies RouteTable;

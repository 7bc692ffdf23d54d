import { z } from "zod";
import { DEFAULT_CHANNEL_RULES, DEFAULT_ROUTING } from "../../domain/alerts/routing.ts";
import { isZone, WEEKDAYS } from "../../domain/alerts/wall-clock.ts";
import type { ExceptionKind } from "../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../domain/exceptions/exception-kinds.ts";

const kind = z.enum(Object.keys(EXCEPTION_KINDS) as [ExceptionKind, ...ExceptionKind[]]);
const owner = z.enum(["warehouse", "customer-service", "merchandising", "integration"]);
const severity = z.enum(["low", "medium", "high"]);
const text = z.string().min(1);
const zone = z.string().refine(isZone, "expected an IANA time zone such as Europe/London");
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time such as 07:30");
const minutes = z.number().positive();

/** A condition is one value or a list of them. */
const condition = <Value extends z.ZodType>(value: Value) => z.union([value, z.array(value).min(1)]).exactOptional();

const ownerRow = z
  .strictObject({
    when: z.strictObject({ kind: condition(kind), shop: condition(text) }),
    owner: owner.exactOptional(),
    severity: severity.exactOptional(),
  })
  .refine((row) => row.owner !== undefined || row.severity !== undefined, "expected an owner, a severity or both");

const routeRow = z
  .strictObject({
    when: z.strictObject({
      kind: condition(kind),
      owner: condition(owner),
      severity: condition(severity),
      shop: condition(text),
    }),
    channels: z.array(text).min(1, "expected at least one channel, such as all"),
    takeWithinMinutes: minutes.nullable().default(null),
    escalateTo: z.array(text).default([]),
    warnBeforeMinutes: minutes.nullable().default(null),
  })
  .refine(
    ({ takeWithinMinutes, escalateTo }) => (takeWithinMinutes === null) === (escalateTo.length === 0),
    "expected takeWithinMinutes and escalateTo together: when it is escalated, and to whom",
  );

const channelRules = z.strictObject({
  quietHours: z
    .strictObject({
      zone: zone.exactOptional(),
      from: time,
      to: time,
      wholeDays: z.array(z.enum(WEEKDAYS)).default([]),
      exceptFor: z.array(severity).default([]),
    })
    .nullable()
    .default(null),
  alertsPerHour: z.int().min(1).default(DEFAULT_CHANNEL_RULES.alertsPerHour),
  summaryEveryMinutes: minutes.default(DEFAULT_CHANNEL_RULES.summaryEveryMinutes),
  repeatAfterMinutes: z.number().min(0).default(DEFAULT_CHANNEL_RULES.repeatAfterMinutes),
});

/** The routing as people write it. Without `routes`, the default ones hold. */
export const routingSchema = z.strictObject({
  zone: zone.default(DEFAULT_ROUTING.zone),
  owners: z.array(ownerRow).default([]),
  routes: z
    .array(routeRow)
    .refine(
      (rows) => Object.keys(rows.at(-1)?.when ?? { nobody: true }).length === 0,
      "expected a last route with an empty when, so that no exception is left without one",
    )
    .optional(),
  channels: z.record(text, channelRules).default({}),
});

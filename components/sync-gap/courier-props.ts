import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import { createCutOffClock } from "../../domain/sync-gap/cut-off.ts";
import type { CutOffClock } from "../../domain/sync-gap/cut-off.ts";
import { WEEKDAYS } from "../../domain/sync-gap/wall-clock.ts";

/** Props that say when couriers collect. */
export function courierProps() {
  return {
    courierCollections: {
      type: "any",
      label: "Courier Collections",
      description:
        'When couriers collect, as a JSON list: `[{"serviceTypes": ["*"], "weekdays": ["monday", "tuesday"], "at": "17:00"}]`. Service types are Peoplevox codes, `*` is any that no other entry names; without `weekdays` it is Monday to Friday. Leave it empty if there is no fixed time.',
      optional: true,
    },
    courierTimeZone: {
      type: "string",
      label: "Warehouse Time Zone",
      description: "IANA name of the zone the collection times are in, such as `Europe/London`.",
      default: "UTC",
      optional: true,
    },
    courierHolidays: {
      type: "string[]",
      label: "Days Without Collection",
      description: "Dates such as `2026-12-25`.",
      optional: true,
    },
    courierLeadMinutes: {
      type: "integer",
      label: "Last Change Before Collection (Minutes)",
      description: "How long before the courier comes a parcel can still be changed.",
      min: 0,
      default: DEFAULT_LEAD_MINUTES,
      optional: true,
    },
    courierSoonMinutes: {
      type: "integer",
      label: "Courier Comes Soon (Minutes)",
      description: "A cut-off that is this near leaves no time to wait: the gap is dealt with although it is fresh.",
      min: 0,
      default: DEFAULT_SOON_MINUTES,
      optional: true,
    },
  } as const;
}

/** What the courier props give at run time. */
export interface CourierProps {
  readonly courierCollections?: unknown;
  readonly courierTimeZone?: string;
  readonly courierHolidays?: readonly string[];
  readonly courierLeadMinutes?: number;
  readonly courierSoonMinutes?: number;
}

const DEFAULT_LEAD_MINUTES = 30;
const DEFAULT_SOON_MINUTES = 90;

const collections = z.array(
  z.strictObject({
    serviceTypes: z.array(z.string().min(1)).min(1).default(["*"]),
    weekdays: z.array(z.enum(WEEKDAYS)).min(1).default(["monday", "tuesday", "wednesday", "thursday", "friday"]),
    at: z.string(),
  }),
);

/**
 * The cut-off clock of a merchant, `null` when no collection is given.
 *
 * @throws {ConfigurationError} Naming what is wrong. Nothing was changed.
 */
export function courierFrom(props: CourierProps): { readonly clock: CutOffClock | null; readonly soonMs: number } {
  const soonMs = (props.courierSoonMinutes ?? DEFAULT_SOON_MINUTES) * 60_000;
  const result = collections.safeParse(fromText(props.courierCollections ?? []));
  if (!result.success) throw wrong(z.prettifyError(result.error));
  if (result.data.length === 0) return { clock: null, soonMs };
  try {
    const clock = createCutOffClock({
      timeZone: props.courierTimeZone ?? "UTC",
      collections: result.data,
      holidays: props.courierHolidays ?? [],
      leadMinutes: props.courierLeadMinutes ?? DEFAULT_LEAD_MINUTES,
    });
    return { clock, soonMs };
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function fromText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value.trim() === "") return [];
  try {
    return JSON.parse(value);
  } catch {
    throw wrong(`"${value.slice(0, 40)}" is not JSON.`);
  }
}

const wrong = (what: string): ConfigurationError =>
  new ConfigurationError(`Courier collections cannot be used: ${what} Nothing was changed.`);

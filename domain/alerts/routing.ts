import { firstRowThatFits } from "../decision-table/first-row-that-fits.ts";
import type { When } from "../decision-table/first-row-that-fits.ts";
import type { ExceptionDraft, ExceptionKind, ExceptionOwner, ExceptionSeverity } from "../exceptions/exception.ts";
import type { QuietHours } from "./quiet-hours.ts";

/** Who owns what, and who is told how. Data that the people who run the business edit. */
export interface Routing {
  /** IANA time zone of the people who are told: quiet hours and times in alerts are in it. */
  readonly zone: string;
  /** Where another owner or severity is wanted than the kind's own. The first row that fits counts; none may fit. */
  readonly owners: readonly OwnerRow[];
  /** Who is told. The first row that fits counts; the last one fits all. */
  readonly routes: readonly RouteRow[];
  /** Rules of a channel, by its name. A channel without an entry has the default ones. */
  readonly channels: Readonly<Record<string, ChannelRules>>;
}

export interface OwnerRow {
  readonly when: When<{ readonly kind: ExceptionKind; readonly shop: string }>;
  readonly owner?: ExceptionOwner;
  readonly severity?: ExceptionSeverity;
}

/** What a route may depend on. */
export interface RouteFacts {
  readonly kind: ExceptionKind;
  readonly owner: ExceptionOwner;
  readonly severity: ExceptionSeverity;
  readonly shop: string;
}

export interface RouteRow {
  readonly when: When<RouteFacts>;
  /** Names of channels; `all` stands for every channel there is. */
  readonly channels: readonly string[];
  /** When nobody has taken it after this time, `escalateTo` is told; `null`: it is never escalated. */
  readonly takeWithinMinutes: number | null;
  readonly escalateTo: readonly string[];
  /** How long before the deadline the channels are told once more; `null`: they are not. */
  readonly warnBeforeMinutes: number | null;
}

export interface ChannelRules {
  readonly quietHours: QuietHours | null;
  /** Alerts of their own within any hour; what goes beyond is gathered in summaries. */
  readonly alertsPerHour: number;
  /** Shortest time between two summaries. */
  readonly summaryEveryMinutes: number;
  /** The same exception is not told again within this time; what happened meanwhile comes with a summary. */
  readonly repeatAfterMinutes: number;
}

/** Every channel there is. */
export const ALL_CHANNELS = "all";

export const DEFAULT_CHANNEL_RULES: ChannelRules = {
  quietHours: null,
  alertsPerHour: 20,
  summaryEveryMinutes: 15,
  repeatAfterMinutes: 60,
};

/** What holds until somebody edits it: everybody is told everything, and what is urgent is asked for again. */
export const DEFAULT_ROUTING: Routing = {
  zone: "UTC",
  owners: [],
  routes: [
    {
      when: { severity: "high" },
      channels: ["all"],
      takeWithinMinutes: 15,
      escalateTo: ["all"],
      warnBeforeMinutes: 30,
    },
    {
      when: { severity: "medium" },
      channels: ["all"],
      takeWithinMinutes: 120,
      escalateTo: ["all"],
      warnBeforeMinutes: 30,
    },
    { when: {}, channels: ["all"], takeWithinMinutes: null, escalateTo: [], warnBeforeMinutes: null },
  ],
  channels: {},
};

/** The exception with the owner and severity that the routing wants. Doing it twice changes nothing more. */
export function assigned<Draft extends Pick<ExceptionDraft, "kind" | "shop" | "owner" | "severity">>(
  draft: Draft,
  { owners }: Pick<Routing, "owners">,
): Draft {
  const everything: OwnerRow = { when: {} };
  const { kind, shop } = draft;
  const { owner = draft.owner, severity = draft.severity } = firstRowThatFits([...owners, everything], { kind, shop });
  return { ...draft, owner, severity };
}

/** Who is told about an exception, with `all` spelled out. */
export function routeOf(
  { kind, owner, severity, shop }: RouteFacts,
  { routes }: Routing,
  all: readonly string[],
): RouteRow {
  const row = firstRowThatFits(routes, { kind, owner, severity, shop });
  const spelledOut = (names: readonly string[]): string[] => [
    ...new Set(names.flatMap((name) => (name === ALL_CHANNELS ? all : [name]))),
  ];
  return { ...row, channels: spelledOut(row.channels), escalateTo: spelledOut(row.escalateTo) };
}

export function rulesOf(channel: string, { channels }: Routing): ChannelRules {
  return channels[channel] ?? DEFAULT_CHANNEL_RULES;
}

/** Channels that a routing names and that are not there. Who is to be told by them would hear nothing. */
export function missingChannels({ routes, channels }: Routing, existing: readonly string[]): string[] {
  const named = routes.flatMap((route) => [...route.channels, ...route.escalateTo]);
  const wanted = new Set([...named, ...Object.keys(channels)]);
  return [...wanted].filter((name) => name !== ALL_CHANNELS && !existing.includes(name));
}

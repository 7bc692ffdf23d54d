import { GAP_KIND_NAMES } from "../../../domain/sync-gap/gap-kinds.ts";
import type { GapKind } from "../../../domain/sync-gap/gap-kinds.ts";

/** What was last told of an order that has gaps. */
export interface ToldOrder {
  readonly kinds: readonly GapKind[];
  readonly fingerprint: string;
}

/** What the source remembers, as a value. Times are milliseconds since 1970. */
export interface GapState {
  /** By order id, oldest first. */
  readonly told: ReadonlyMap<string, ToldOrder>;
  /** When a hold or stop was first seen, by Sales Order number, oldest first. */
  readonly heldSince: ReadonlyMap<string, number>;
  /** The next sweep goes on with orders changed at this moment or later; `null`: from the start of the look-back. */
  readonly walkFrom: number | null;
  /** Number of sweeps that told something: makes ids of events unique. */
  readonly group: number;
}

export const NEW_STATE: GapState = { told: new Map(), heldSince: new Map(), walkFrom: null, group: 0 };

/** At about 31 bytes each these stay below 47 KB, and holds at 25 bytes below 8 KB: the host keeps 60 KB. */
export const MOST_TOLD = 1_500;
const MOST_HELD = 300;

type ToldRow = readonly [orderId: string, kinds: string, fingerprint: string];

/** The form in which a state is kept: JSON, short rows. `v` is the form's version. */
export interface StoredGapState {
  readonly v: 1;
  readonly told: readonly ToldRow[];
  /** Times in seconds. */
  readonly held: readonly (readonly [salesOrderNumber: string, sinceSeconds: number])[];
  readonly walkFrom: number | null;
  readonly group: number;
}

export function encodeGapState({ told, heldSince, walkFrom, group }: GapState): StoredGapState {
  return {
    v: 1,
    told: [...told].map(([orderId, { kinds, fingerprint }]) => [orderId, kinds.map(letterOf).join(""), fingerprint]),
    // Where there are too many, the newest are forgotten: those are seen again, and begin to count then.
    held: [...heldSince].slice(0, MOST_HELD).map(([number, sinceMs]) => [number, Math.floor(sinceMs / 1000)]),
    walkFrom,
    group,
  };
}

export function decodeGapState(stored: StoredGapState | undefined): GapState {
  if (stored === undefined) return NEW_STATE;
  return {
    told: new Map(
      stored.told.map(([orderId, letters, fingerprint]) => [orderId, { kinds: kindsOf(letters), fingerprint }]),
    ),
    heldSince: new Map(stored.held.map(([number, seconds]) => [number, seconds * 1000])),
    walkFrom: stored.walkFrom,
    group: stored.group,
  };
}

/** A letter per kind, by its place in the list of kinds: kinds are only ever added at the end. */
const letterOf = (kind: GapKind): string => String.fromCharCode(97 + GAP_KIND_NAMES.indexOf(kind));

const kindsOf = (letters: string): GapKind[] =>
  Array.from(letters).flatMap((letter) => GAP_KIND_NAMES[letter.charCodeAt(0) - 97] ?? []);

import { randomBytes } from "node:crypto";
import type { SharedPeoplevox } from "../../../components/peoplevox/shared-warehouse.ts";
import type { Emit, SourceDb } from "../../../components/pipedream-component.ts";
import { decodeStatusState, encodeStatusState } from "./status-state.ts";
import type { StatusState, StoredStatusState } from "./status-state.ts";

/** Which changes are told: each one, or only that work on an order began or ended. */
export type ToldChanges = "every-status" | "work-started-or-ended";

/** Everything a run of the source works with, read from the component's props once. */
export interface StatusSource {
  readonly peoplevox: SharedPeoplevox;
  readonly shop: string | null;
  readonly told: ToldChanges;
  /** Values of ChannelName to tell of; empty: all. */
  readonly channels: readonly string[];
  /** How often all orders in work are asked for. */
  readonly sweepEveryMs: number;
  /** The source's own address. */
  readonly endpoint: string;
  readonly db: SourceDb;
  readonly emit: Emit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const KEY = "status";
const TOKEN_BYTES = 24;

/** Runs overlap: state is read, changed and written in one go, never with an await between. */
export function readState({ db }: Pick<StatusSource, "db">): StatusState {
  const stored = db.get(KEY) as StoredStatusState | undefined;
  if (stored !== undefined) return decodeStatusState(stored);
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, subscriptionId: null, pending: [], last: new Map(), sweptAt: 0, group: 0 };
}

export function writeState({ db }: Pick<StatusSource, "db">, state: StatusState): void {
  db.set(KEY, encodeStatusState(state));
}

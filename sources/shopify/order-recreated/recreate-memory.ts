import { createHash } from "node:crypto";
import type { SourceDb } from "../../../components/pipedream-component.ts";
import { decodeRoom, encodeRoom } from "../../../domain/recreated-order/waiting-room.ts";
import type { StoredRoom, WaitingRoom } from "../../../domain/recreated-order/waiting-room.ts";

/** What the source remembers beside what was reported and not looked at yet (see `settle-state.ts`). A value. */
export interface RecreateMemory {
  readonly room: WaitingRoom;
  /** Keys of the latest findings that were emitted, oldest first, one after the other. */
  readonly told: string;
}

/** How the memory is kept: JSON. `v` is the form's version. */
interface StoredMemory {
  readonly v: 1;
  readonly room: StoredRoom;
  readonly told: string;
}

const KEY = "recreated";

/** 72 bits: two of some hundred findings never share one by chance. */
const TOLD_KEY_LENGTH = 12;

/** 2.4 KB. Hosts remember ids too, but Pipedream only the latest 100. */
const MOST_TOLD = 200;

/** As with `readState`: never await between reading and writing. */
export function readMemory(db: SourceDb): RecreateMemory {
  const stored = db.get(KEY) as StoredMemory | undefined;
  return stored === undefined ? { room: [], told: "" } : { room: decodeRoom(stored.room), told: stored.told };
}

export function writeMemory(db: SourceDb, { room, told }: RecreateMemory): void {
  db.set(KEY, { v: 1, room: encodeRoom(room), told } satisfies StoredMemory);
}

/** Adds a finding to those that were told; `null` when it was told before. */
export function tell(memory: RecreateMemory, findingId: string): RecreateMemory | null {
  const key = createHash("sha256").update(findingId).digest("base64url").slice(0, TOLD_KEY_LENGTH);
  const known = new Set(memory.told.match(new RegExp(`.{${TOLD_KEY_LENGTH}}`, "g")) ?? []);
  if (known.has(key)) return null;
  return { ...memory, told: (memory.told + key).slice(-MOST_TOLD * TOLD_KEY_LENGTH) };
}

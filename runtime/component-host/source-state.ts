import { SourceStateTooLargeError } from "./errors.ts";
import type { DedupeMemory } from "./dedupe.ts";
import { isRecord } from "./json.ts";

/** Pipedream's limit for `$.service.db`: 60 KB for all keys of a source together. */
export const SERVICE_DB_SIZE_LIMIT_BYTES = 60 * 1024;

/** Where the host keeps its own part of a source's state. No component key may begin so. */
const HOST_KEY = "$host";

/** The host's own memory of a source. */
export interface HostState {
  readonly dedupe: DedupeMemory;
  /** Digest of version, props and endpoint at the last successful `activate`; `null` when the source is not active. */
  readonly activatedAs: string | null;
  /** Part of the address that stands in for the app's own webhook; absent for a source without `$.interface.apphook`. */
  readonly hookKey?: string;
}

/**
 * A source's state in memory, shared by all its runs. Values are kept as JSON text, so a component that changes an
 * object it got or gave changes nothing here until it calls `set`, as on Pipedream.
 */
export interface SourceState {
  get(key: string): unknown;
  /** @throws {SourceStateTooLargeError} And then nothing is stored */
  set(key: string, value: unknown): void;
  readonly host: HostState;
  changeHost(change: Partial<HostState>): void;
  /** Grows with every change; says which changes a snapshot has. */
  readonly revision: number;
  snapshot(): Record<string, unknown>;
}

export function createSourceState(saved: Readonly<Record<string, unknown>>): SourceState {
  const records = new Map<string, string>();
  for (const [key, value] of Object.entries(saved)) {
    if (key !== HOST_KEY) records.set(key, JSON.stringify(value));
  }
  let host = hostStateFrom(saved[HOST_KEY]);
  let revision = 0;
  let sizeBytes = [...records].reduce((sum, [key, text]) => sum + recordBytes(key, text), 0);

  return {
    get(key) {
      const text = records.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    set(key, value) {
      if (key === HOST_KEY) throw new RangeError(`$.service.db: the key "${HOST_KEY}" is the host's own.`);
      // JSON leaves out a bare undefined or function, which the declared type of stringify does not say.
      const text = value === null ? undefined : (JSON.stringify(value) as string | undefined);
      const before = records.get(key);
      const size =
        sizeBytes -
        (before === undefined ? 0 : recordBytes(key, before)) +
        (text === undefined ? 0 : recordBytes(key, text));
      if (size > SERVICE_DB_SIZE_LIMIT_BYTES && size > sizeBytes) {
        throw new SourceStateTooLargeError(key, size, SERVICE_DB_SIZE_LIMIT_BYTES);
      }
      if (before === text) return;
      if (text === undefined) records.delete(key);
      else records.set(key, text);
      sizeBytes = size;
      revision += 1;
    },
    get host() {
      return host;
    },
    changeHost(change) {
      host = { ...host, ...change };
      revision += 1;
    },
    get revision() {
      return revision;
    },
    snapshot() {
      const parsed = [...records].map(([key, text]): [string, unknown] => [key, JSON.parse(text)]);
      return Object.fromEntries([...parsed, [HOST_KEY, host]]);
    },
  };
}

function recordBytes(key: string, text: string): number {
  return Buffer.byteLength(JSON.stringify(key)) + Buffer.byteLength(text);
}

function hostStateFrom(saved: unknown): HostState {
  const state = isRecord(saved) ? saved : {};
  return {
    dedupe: isRecord(state["dedupe"]) ? state["dedupe"] : {},
    activatedAs: typeof state["activatedAs"] === "string" ? state["activatedAs"] : null,
    ...(typeof state["hookKey"] === "string" ? { hookKey: state["hookKey"] } : {}),
  };
}

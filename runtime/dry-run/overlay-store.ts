import type { DataStore } from "../component-host/types.ts";
import type { StoreCall } from "./messages.ts";

/** A change that a dry run would make to a data store. */
export interface StoreChange {
  readonly key: string;
  readonly before: unknown;
  /** `undefined`: taken away. */
  readonly after: unknown;
}

/** Answers a dry run's calls of one data store: reads are real, writes stay here. */
export class OverlayStore {
  readonly #real: Pick<DataStore, "get" | "keys">;
  readonly #changed = new Map<string, { readonly value: unknown }>();
  readonly #onChange: (change: StoreChange) => void;
  #cleared = false;

  constructor(real: Pick<DataStore, "get" | "keys">, onChange: (change: StoreChange) => void) {
    this.#real = real;
    this.#onChange = onChange;
  }

  async answer(call: StoreCall): Promise<unknown> {
    switch (call.op) {
      case "get":
        return this.#get(call.key);
      case "has":
        return (await this.#get(call.key)) !== undefined;
      case "set":
        return this.#change(call.key, call.value);
      case "delete":
        return this.#change(call.key, undefined);
      case "setTtl":
        return undefined;
      case "clear":
        for (const key of await this.#keys()) await this.#change(key, undefined);
        this.#cleared = true;
        return undefined;
      case "keys":
        return this.#keys();
    }
  }

  async #get(key: string): Promise<unknown> {
    const changed = this.#changed.get(key);
    if (changed !== undefined) return changed.value;
    return this.#cleared ? undefined : this.#real.get(key);
  }

  async #change(key: string, after: unknown): Promise<undefined> {
    const before = await this.#get(key);
    this.#changed.set(key, { value: after });
    if (JSON.stringify(before) !== JSON.stringify(after)) this.#onChange({ key, before, after });
    return undefined;
  }

  async #keys(): Promise<string[]> {
    const real = this.#cleared ? [] : await this.#real.keys();
    const all = new Set(real);
    for (const [key, { value }] of this.#changed) {
      if (value === undefined) all.delete(key);
      else all.add(key);
    }
    return [...all].sort();
  }
}

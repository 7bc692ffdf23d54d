import type { LogLine } from "../component-host/types.ts";

/** What a code step's process is told. */
export type ToChild =
  | {
      readonly kind: "describe";
      /** The module with the step's code. */
      readonly file: string;
    }
  | {
      readonly kind: "run";
      readonly file: string;
      /** Values of the props; a data store is its name. */
      readonly props: Readonly<Record<string, unknown>>;
      readonly steps: Readonly<Record<string, unknown>>;
      readonly context: unknown;
    }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown; readonly problem: string | null };

/** What it tells. Values are JSON. */
export type ToParent =
  | { readonly kind: "described"; readonly props: Readonly<Record<string, unknown>> }
  | { readonly kind: "log"; readonly level: LogLine["level"]; readonly text: string }
  | {
      readonly kind: "call";
      readonly id: number;
      readonly call: Call;
    }
  | { readonly kind: "returned"; readonly value: unknown }
  | {
      readonly kind: "threw";
      readonly name: string;
      readonly message: string;
      readonly stack: string | null;
    };

/** A call that the step's process cannot make itself. */
export type Call =
  | { readonly of: "dollar"; readonly method: DollarMethod; readonly args: readonly unknown[] }
  | { readonly of: "store"; readonly prop: string; readonly method: StoreMethod; readonly args: readonly unknown[] };

export const DOLLAR_METHODS = [
  "export",
  "respond",
  "flow.exit",
  "flow.delay",
  "flow.suspend",
  "flow.rerun",
  "flow.trigger",
  "flow.refreshTimeout",
  "send.http",
  "send.email",
  "send.s3",
  "send.emit",
  "send.sse",
] as const;
export type DollarMethod = (typeof DOLLAR_METHODS)[number];

export const STORE_METHODS = ["get", "set", "setTtl", "has", "delete", "clear", "keys", "entries"] as const;
export type StoreMethod = (typeof STORE_METHODS)[number];

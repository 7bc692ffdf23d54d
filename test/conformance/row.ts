import type { Assertions } from "./assertions.ts";
import type { RowWorld } from "./row-world.ts";

/** One row of the set: real components of one package, and what they are held to. */
export interface Row {
  readonly number: number;
  /** `@pipedream/gitlab`, or `own fixtures`. */
  readonly package: string;
  /** Keys of the components. */
  readonly components: readonly string[];
  /** What of the runtime it shows. */
  readonly exercises: string;
  /** What it leaves out or cannot show, in words; for the table. */
  readonly remark?: string;
  run(check: Assertions, world: RowWorld): Promise<void>;
}

export interface RowResult {
  readonly number: number;
  readonly assertions: readonly { readonly rule: string; readonly problem: string | null }[];
  /** The row's own error, when it did not come to its end. */
  readonly error: string | null;
}

import type { Component } from "../component-host/types.ts";
import type { RetryRules } from "./retry-policy.ts";
import type { KnownConnection } from "./workers.ts";

/** What the expressions of a step may read: the trigger and the results of the steps before. */
export interface StepScope {
  readonly steps: Readonly<Record<string, unknown>>;
}

/** A recipe ready to run: components loaded, connections applied, expressions compiled into functions. */
export interface PreparedRecipe {
  readonly name: string;
  readonly title: string;
  /** Changes whenever the recipe's text or the version of one of its components does. */
  readonly hash: string;
  readonly steps: readonly PreparedStep[];
  /** The order an event is about; runs of one order never overlap. */
  orderOf(event: unknown): OrderReference;
  /** `true`: events for an order whose run has not begun are folded into it, and the run sees the latest. */
  readonly fold: boolean;
  readonly retry: RetryRules;
  /** Age from which the result of a finished read is not trusted by a continued run, in milliseconds. */
  readonly readsStayFreshMs: number;
  /** Secret values of props and connections, to be kept out of the history. */
  readonly secrets: readonly string[];
  /** The connections that its steps use. @defaultValue none */
  readonly connections?: readonly KnownConnection[];
  /** The recipe's text as written, which a run that has begun keeps to; `undefined` for a recipe made in code. */
  readonly source?: { readonly hash: string; readonly text: string };
  /** The oldest kind of program that can run it; see `RUNS_UP_TO`. @defaultValue 1 */
  readonly needs?: number;
}

/** The tenant that the recipe's work belongs to: its warehouse, or else its first connection. */
export function laneOf({ connections = [] }: Pick<PreparedRecipe, "connections">): string {
  return (connections.find(({ tenant }) => tenant !== null) ?? connections[0])?.name ?? "-";
}

export interface PreparedStep {
  readonly namespace: string;
  /** `key@version`. */
  readonly uses: string;
  readonly component: Component;
  /** The component may change something on the other side: it is not marked `readOnlyHint: true`. */
  readonly writes: boolean;
  /**
   * It writes without looking first, as its missing `idempotentHint` says: when its answer is lost, a person must check,
   * since repeating it could do it twice. @defaultValue false
   */
  readonly blind?: boolean;
  readonly disabled: boolean;
  readonly onError: "stop" | "continue" | "raise-exception";
  /** Longest time one try may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The step's `if`; always true without one. @throws When the expression cannot be evaluated */
  isWanted(scope: StepScope): boolean;
  /** Props with expressions resolved. @throws When an expression cannot be evaluated */
  props(scope: StepScope): Record<string, unknown>;
}

export interface OrderReference {
  /** `<shop>:<order lineage>`. */
  readonly key: string;
  /** Such as `#1001`; `null` when the event does not say. */
  readonly name: string | null;
  readonly id: string | null;
}

import type { PauseUrls } from "../../../../runtime/component-host/flow-control.ts";
import type { PreparedStep } from "../../../../runtime/engine/prepared-recipe.ts";
import { step } from "../engine-fixture.ts";
import type { TestStep } from "../engine-fixture.ts";

/** `$` as the steps of these tests use it. */
export interface FlowDollar {
  export(name: string, value: unknown): void;
  readonly flow: {
    exit(reason?: string): void;
    delay(ms: number): PauseUrls;
    suspend(timeoutMs?: number): PauseUrls;
    rerun(delayMs: number, context?: unknown, maxRetries?: number): PauseUrls;
    trigger(recipe: string, payload?: unknown): Promise<unknown>;
  };
  readonly context: {
    readonly run: { readonly runs: number; readonly context?: unknown; readonly callback_request?: unknown };
  };
  readonly send: Record<string, (config: unknown) => void>;
  respond(response: unknown): Promise<void>;
}

export interface FlowTools {
  readonly $: FlowDollar;
  readonly steps: Readonly<Record<string, { readonly $return_value?: unknown; readonly $resume_data?: unknown }>>;
}

/** A step whose action may pause its run. */
export function flowStep(namespace: string, run: (tools: FlowTools) => unknown, more: TestStep = {}): PreparedStep {
  return step(namespace, (tools) => run(tools as unknown as FlowTools), more);
}

import type { ActionComponent } from "../../components/pipedream-component.ts";

/** Runs an action the way a host does: props on `this`, `$.export` gathered. */
export async function runAction(
  component: ActionComponent,
  props: Readonly<Record<string, unknown>>,
): Promise<{ result: unknown; summary: unknown }> {
  const exported = new Map<string, unknown>();
  const run = component.run as (
    this: unknown,
    call: { $: { export(name: string, value: unknown): void } },
  ) => Promise<unknown>;
  const result = await run.call({ ...props }, { $: { export: (name, value) => void exported.set(name, value) } });
  return { result, summary: exported.get("$summary") };
}

import { runAction } from "../component-host/run-action.ts";
import type { DataStore } from "../component-host/types.ts";
import type { PreparedRecipe } from "../engine/prepared-recipe.ts";

/** How a rehearsal ended: results by namespace, and the error that ended it. */
export interface Rehearsal {
  readonly steps: Readonly<Record<string, { readonly returnValue: unknown; readonly summary: string | null }>>;
  readonly error: unknown;
}

/** Runs a recipe's steps once, in memory: no queue, no retries, no history. */
export async function rehearse(
  recipe: PreparedRecipe,
  event: unknown,
  dataStore: (name: string) => DataStore,
): Promise<Rehearsal> {
  const scope: Record<string, unknown> = { trigger: { event, context: {} } };
  const steps: Record<string, { returnValue: unknown; summary: string | null }> = {};
  for (const step of recipe.steps) {
    try {
      if (step.disabled || !step.isWanted({ steps: scope })) continue;
      const props = step.props({ steps: scope });
      const { returnValue, exports, summary } = await runAction({
        component: step.component,
        props,
        steps: scope,
        context: {},
        dataStore,
      });
      steps[step.namespace] = { returnValue, summary };
      scope[step.namespace] = { ...exports, $return_value: returnValue };
    } catch (error) {
      return { steps, error };
    }
  }
  return { steps, error: null };
}

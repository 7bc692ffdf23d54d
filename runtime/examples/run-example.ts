import lodash from "lodash";
import { createExceptionStore } from "../../components/lastedit/exception-store.ts";
import type { Catalogue, DataStore } from "../component-host/types.ts";
import { prepareRecipe } from "../engine/prepare-recipe.ts";
import type { LoadedRecipe } from "../recipes/index.ts";
import type { RecipeExample } from "./example.ts";
import { memoryDataStore } from "./memory-data-store.ts";
import { rehearse } from "./rehearse.ts";
import type { Rehearsal } from "./rehearse.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** What an example showed. No differences: it ended as expected. */
export interface ExampleResult {
  readonly title: string;
  /** What the last step said. */
  readonly summary: string | null;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Plays an example against both sandboxes, started for it alone, and compares how it ended. */
export async function runExample(
  loaded: LoadedRecipe,
  example: RecipeExample,
  catalogue: Catalogue,
): Promise<ExampleResult> {
  const stage = await openStage(example);
  try {
    const recipe = withProps(loaded, example.props);
    const prepared = await prepareRecipe(recipe, { catalogue, connections: stage.connections, secrets: [], env: {} });
    const stores = new Map<string, DataStore>();
    const dataStore = (name: string): DataStore => {
      const store = stores.get(name) ?? memoryDataStore();
      stores.set(name, store);
      return store;
    };
    let rehearsal = await rehearse(prepared, stage.event, dataStore);
    for (const steps of example.later) {
      await stage.happen(steps);
      rehearsal = await rehearse(prepared, stage.event, dataStore);
    }
    const open = await createExceptionStore(dataStore("lastedit"), Date.now).list({ status: "open" });
    const found = { kinds: open.map(({ kind }) => kind), rehearsal, stage };
    const summary = Object.values(rehearsal.steps).at(-1)?.summary ?? null;
    return { title: example.title, summary, differences: compare(example.expect, found) };
  } finally {
    await stage.close();
  }
}

/** The recipe with an example's own props. */
function withProps(loaded: LoadedRecipe, props: RecipeExample["props"]): LoadedRecipe {
  const steps = loaded.recipe.steps.map((step) => ({ ...step, props: { ...step.props, ...props[step.namespace] } }));
  return { ...loaded, recipe: { ...loaded.recipe, steps } };
}

interface Found {
  readonly kinds: readonly string[];
  readonly rehearsal: Rehearsal;
  readonly stage: Stage;
}

function compare(expected: RecipeExample["expect"], { kinds, rehearsal, stage }: Found): Difference[] {
  const update = (rehearsal.steps["update"]?.returnValue ?? {}) as { outcome?: string; inSync?: boolean };
  const error = rehearsal.error as { code?: string; message?: string } | null;
  const checks: Difference[] = [
    { what: "error", expected: expected.error, found: error === null ? null : (error.code ?? error.message) },
    { what: "open exception", expected: expected.exception, found: kinds[0] ?? null },
    ...optional("outcome", expected.outcome, update.outcome ?? null),
    ...optional("in sync", expected.inSync, update.inSync ?? null),
    ...optional("templates written", expected.saves, stage.saves()),
    ...ofReturnDocuments(expected.returnDocuments, stage),
    ...Object.entries(expected.results).map(([path, value]) => ({
      what: path,
      expected: value,
      found: resultAt(rehearsal, path),
    })),
    ...Object.entries(expected.salesOrders).flatMap(([number, wanted]) => ofSalesOrder(number, wanted, stage)),
    { what: "changes after picking had begun", expected: [], found: stage.breaches().changedAfterPicking },
    { what: "several Sales Orders that could be shipped", expected: [], found: stage.breaches().severalReleasable },
  ];
  return checks.filter((check) => stable(check.expected) !== stable(check.found));
}

/** A part of what a step returned, `null` when it is not there. */
function resultAt({ steps }: Rehearsal, path: string): unknown {
  const [namespace = "", ...parts] = path.split(".");
  const step = steps[namespace];
  if (parts.length === 1 && parts[0] === "$summary") return step?.summary ?? null;
  const found: unknown = lodash.get(step?.returnValue, parts);
  return found ?? null;
}

/** Numbers hold Shopify's ids, which an example does not know: the default prefixes tell what they were made for. */
function ofReturnDocuments(wanted: RecipeExample["expect"]["returnDocuments"], stage: Stage): Difference[] {
  const found = stage.returnDocuments().map(({ number, ...document }) => ({
    ...document,
    for: number.toLowerCase().replace(/-.*$/, ""),
  }));
  return optional("return documents", wanted, found);
}

type WantedSalesOrder = RecipeExample["expect"]["salesOrders"][string];

function ofSalesOrder(number: string, wanted: WantedSalesOrder, stage: Stage): Difference[] {
  const there = stage.salesOrder(number);
  if (wanted === null || there === null) {
    return [{ what: `Sales Order ${number}`, expected: wanted, found: there }];
  }
  const { fields = {}, ...state } = wanted;
  const part = (key: string, expected: unknown, found: unknown): Difference => ({
    what: `Sales Order ${number}: ${key}`,
    expected,
    found,
  });
  return [
    ...Object.entries(state).map(([key, value]) => part(key, value, there[key as keyof typeof state])),
    ...Object.entries(fields).map(([column, value]) => part(column, value, there.fields[column] ?? "")),
  ];
}

function optional(what: string, expected: unknown, found: unknown): Difference[] {
  return expected === undefined ? [] : [{ what, expected, found }];
}

/** JSON with keys in order, so that two values can be compared. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)))
      : part,
  );
}

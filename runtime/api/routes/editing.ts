import { findComponent } from "../../component-host/catalogue.ts";
import { describeProps, listOptions } from "../../component-host/index.ts";
import { secretValues } from "../../component-host/secrets.ts";
import { connectionSecrets } from "../../connections/connections.ts";
import { readExample } from "../../examples/example.ts";
import { findExamples } from "../../examples/find-examples.ts";
import { complete, evaluateText } from "../../recipes/expressions/index.ts";
import { applyConnections, conditionHolds, resolveProps } from "../../recipes/index.ts";
import type { ConnectionFields } from "../../recipes/index.ts";
import { checkText } from "../../recipes/editing/check-text.ts";
import { openDataStore } from "../../store/data-store.ts";
import { historyWriter } from "../../store/privacy/for-history.ts";
import { searchRuns } from "../../store/runs/search-runs.ts";
import type { ApiContext } from "../api-context.ts";
import { notFound } from "../api-error.ts";
import type { EDITING } from "../contract/editing.ts";
import { given } from "../given.ts";
import type { Handlers } from "../handlers.ts";
import { scopeAgainst } from "../recipes/against-scope.ts";
import { componentDetailOf, componentItemOf, propItemOf, searchComponents } from "../recipes/component-view.ts";
import { runDryTest } from "../recipes/dry-tests.ts";
import { openEditingDoors } from "../recipes/editing-doors.ts";
import { runItemOf } from "../views/run-view.ts";

export function editingRoutes(context: ApiContext): Handlers<typeof EDITING> {
  const { store, places, installation } = context;
  const { database } = store;
  const doors = openEditingDoors(context);
  const { desk, catalogue } = doors;

  async function summaryOf(key: string) {
    const components = await (await catalogue()).list();
    try {
      return findComponent(components, key);
    } catch {
      throw notFound(`component "${key}"`);
    }
  }

  /** The component with its props filled from connections, as a step's are; and what must not be shown. */
  async function configure(
    key: string,
    configured: Readonly<Record<string, unknown>>,
    names: Readonly<Record<string, string>>,
  ) {
    await summaryOf(key);
    const component = await (await catalogue()).load(key);
    const all = installation.connections();
    const used = Object.entries(names).flatMap(([local, name]) => {
      const connection = all.get(name);
      return connection === undefined ? [] : [[local, connection] as const];
    });
    const fields: ConnectionFields = Object.fromEntries(used.map(([local, each]) => [local, each.fields]));
    const values = applyConnections(component, withoutExpressions(configured), fields);
    const secrets = [...used.flatMap(([, each]) => connectionSecrets(each)), ...secretValues(component, values)];
    const show = historyWriter({ secrets, maskPersonal: false });
    const words = (error: unknown): string =>
      JSON.parse(show(error instanceof Error ? error.message : String(error))) as string;
    return { component, values, words, services: { dataStore: (name: string) => openDataStore(database, name) } };
  }

  return {
    async components({ query }) {
      const all = await (await catalogue()).list();
      const typed = all.filter(({ type }) => query.type === undefined || type === query.type);
      const found = searchComponents(typed, query.text ?? "");
      const start = query.before === undefined ? 0 : found.findIndex(({ key }) => key === query.before) + 1;
      const page = found.slice(start, start + query.limit);
      const next = start + query.limit < found.length ? (page.at(-1)?.key ?? null) : null;
      return { items: page.map(componentItemOf), next };
    },

    component: async ({ params }) => componentDetailOf(await summaryOf(params.key)),

    async options({ params, body }) {
      const { component, values, words, services } = await configure(params.key, body.configured, body.connections);
      const { prop, page, prevContext, query } = body;
      try {
        const request = { page, prevContext, ...(query === undefined ? {} : { query }) };
        const { options, context: next } = await listOptions(component, prop, values, request, services);
        return { options: [...options], context: next, problem: null };
      } catch (error) {
        return { options: [], context: null, problem: words(error) };
      }
    },

    async props({ params, body }) {
      const { component, values, words, services } = await configure(params.key, body.configured, body.connections);
      try {
        return { props: (await describeProps(component, values, services)).map(propItemOf), problem: null };
      } catch (error) {
        const fixed = await summaryOf(params.key);
        return { props: fixed.props.map(propItemOf), problem: words(error) };
      }
    },

    async complete({ body }) {
      const { folder, working } = await desk.texts(body.recipe);
      const { recipe } = checkText(body.yaml ?? working, folder, []);
      const steps = await scopeAgainst(context, folder, body.against, body.step ?? null);
      for (const { namespace } of recipe?.steps ?? []) {
        if (namespace === body.step) break;
        steps[namespace] ??= { $return_value: {} };
      }
      const scope = { steps };
      const { from, to, choices } = complete(body.text, body.cursor, {
        scope,
        evaluate: (expression) => evaluateText(`{{${expression}}}`, scope),
        plain: !body.text.includes("{{"),
      });
      return { from, to, choices: [...choices] };
    },

    async preview({ body }) {
      const { folder } = await desk.texts(body.recipe);
      const scope = { steps: await scopeAgainst(context, folder, body.against, null) };
      try {
        const value = body.condition
          ? conditionHolds(body.text, scope)
          : resolveProps({ value: body.text }, scope)["value"];
        const shownValue = (value ?? null) as unknown;
        return { ok: true, value: shownValue, type: typeName(value), problem: null };
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        return { ok: false, value: null, type: "nothing", problem };
      }
    },

    async testEvents({ params, query }) {
      const { folder, working } = await desk.texts(params.name);
      const examples = await Promise.all(
        (await findExamples(places.recipes, folder)).map(async ({ name, file }) => ({
          name,
          title: await readExample(file).then(
            ({ title }) => title,
            () => name,
          ),
        })),
      );
      const components = await (await catalogue()).list();
      const triggers = checkText(working, folder, components).recipe?.triggers ?? [];
      const samples = triggers.flatMap(({ uses }) => {
        const source = components.find(({ key }) => key === uses.split("@")[0]);
        return source?.sampleEmit === undefined ? [] : [{ trigger: uses, event: source.sampleEmit }];
      });
      const keys = new Set(triggers.map(({ uses }) => keyOf(uses)));
      const alike = (await desk.list()).filter((item) => item.triggers.some((uses) => keys.has(keyOf(uses))));
      const found = await Promise.all(
        [...new Set([params.name, ...alike.map(({ name }) => name)])].map((recipe) =>
          searchRuns(database, { recipe, ...given(query) }),
        ),
      );
      // A recipe that has not run yet is tried on what others with such a trigger heard.
      const all = found.flatMap(({ runs }) => runs).sort((a, b) => b.id - a.id);
      const runs = all.slice(0, query.limit);
      const more = all.length > runs.length || found.some(({ next }) => next !== null);
      return {
        examples,
        samples,
        runs: runs.map((run) => {
          const { id, order, summary, state, queuedAt } = runItemOf(run);
          return { runId: id, orderName: order.name, summary: summary === "" ? state : summary, queuedAt };
        }),
        next: more && runs.length > 0 ? String(runs.at(-1)?.id) : null,
      };
    },

    async test({ params, body }) {
      const { folder, working } = await desk.texts(params.name);
      return runDryTest(context, doors, {
        name: params.name,
        folder,
        text: body.yaml ?? working,
        against: body.against,
        until: body.step ?? null,
        reuseEarlier: body.reuseEarlier,
      });
    },
  };
}

/** What an expression will be is not known yet: to a form, such a prop is not set. */
function withoutExpressions(configured: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(configured).filter(([, value]) => !(typeof value === "string" && value.includes("{{"))),
  );
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  return Array.isArray(value) ? "list" : typeof value;
}

/** Of `key@version`. */
function keyOf(uses: string): string {
  return uses.split("@")[0] ?? uses;
}

import { expect, test } from "@jest/globals";
import { describeComponent, listOptions, secretValues } from "../../../runtime/component-host/index.ts";
import { describeProps, runAction } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { memoryDataStore } from "./memory-data-store.ts";

interface AppThis {
  readonly $auth: { readonly site: string };
  orders(site: string): string[];
}

const app: Component = {
  type: "app",
  app: "peoplevox",
  propDefinitions: {
    site: { type: "string", label: "Site", description: "Where", options: ["LDN", { label: "Leeds", value: "LDS" }] },
    order: {
      type: "string",
      label: "Sales Order",
      useQuery: true,
      options(this: AppThis, given: { site?: string; page: number; prevContext: { after?: string }; query?: string }) {
        const { site, page, prevContext, query } = given;
        return {
          options: this.orders(site ?? "any").map((order) => `${order}/${page}/${query ?? "-"}`),
          context: { after: `${prevContext.after ?? ""}x` },
        };
      },
    },
  },
  methods: {
    orders(this: AppThis, site: string) {
      return [`${this.$auth.site}:${site}`];
    },
  },
};

function component(props: Record<string, unknown>, more: Partial<Component> = {}): Component {
  return { type: "action", key: "test-options", version: "0.0.1", props, run: () => null, ...more };
}

const services = { dataStore: memoryDataStore() };
const account = { $auth: { site: "acme" } };

test("fixed options are given with labels, scalars as their own label", async () => {
  const given = component({
    app,
    site: { propDefinition: [app, "site"] },
    count: { type: "integer", options: [1, 2] },
  });
  expect(await listOptions(given, "site", {}, {}, services)).toEqual({
    options: [
      { label: "LDN", value: "LDN" },
      { label: "Leeds", value: "LDS" },
    ],
    context: null,
  });
  expect((await listOptions(given, "count", {}, {}, services)).options).toEqual([
    { label: "1", value: 1 },
    { label: "2", value: 2 },
  ]);
});

test("options of an app run on the app's instance, with the arguments its propDefinition asks for", async () => {
  const order = { propDefinition: [app, "order", (props: { site: string }) => ({ site: props.site.toLowerCase() })] };
  const given = component({ app, site: { type: "string" }, order });
  const first = await listOptions(given, "order", { app: account, site: "LDN" }, { query: "10" }, services);
  expect(first).toEqual({ options: [{ label: "acme:ldn/0/10", value: "acme:ldn/0/10" }], context: { after: "x" } });
  const second = await listOptions(
    given,
    "order",
    { app: account, site: "LDN" },
    { page: 1, prevContext: first.context! },
    services,
  );
  expect(second.options[0]?.value).toBe("acme:ldn/1/-");
  expect(second.context).toEqual({ after: "xx" });
});

test("options written in the component run on the component, with its props so far and an object as first context", async () => {
  const given = component(
    {
      site: { type: "string" },
      order: {
        type: "string",
        async options(this: { prefix(): string }, args: { site: string; prevContext: object }) {
          await Promise.resolve();
          return [`${this.prefix()}${args.site}${JSON.stringify(args.prevContext)}`];
        },
      },
    },
    { methods: { prefix: () => ">" } },
  );
  expect((await listOptions(given, "order", { site: "LDN" }, {}, services)).options[0]?.value).toBe(">LDN{}");
});

test("options may use a configured data store, which is a live object", async () => {
  const ledger = services.dataStore("ledger");
  await ledger.set("k1", 1);
  const given = component({
    store: { type: "data_store" },
    key: {
      type: "string",
      options: ({ store }: { store: { keys(): Promise<string[]> } }) => store.keys(),
    },
  });
  expect((await listOptions(given, "key", { store: "ledger" }, {}, services)).options[0]?.value).toBe("k1");
});

test("a prop without options has an empty page, and one that is not there is refused by name", async () => {
  const given = component({ a: { type: "string" } });
  expect(await listOptions(given, "a", {}, {}, services)).toEqual({ options: [], context: null });
  await expect(listOptions(given, "b", {}, {}, services)).rejects.toThrow('test-options has no prop "b"; it has a.');
});

test("fields next to a propDefinition win over the app's, the type included", () => {
  const given = component({
    app,
    site: { propDefinition: [app, "site"], type: "string[]", label: "Sites", optional: true },
  });
  expect(describeComponent(given).props[1]).toMatchObject({
    type: "string[]",
    label: "Sites",
    description: "Where",
    optional: true,
    options: [{ value: "LDN" }, { value: "LDS" }],
  });
});

test("a propDefinition that the app does not have is refused by name", () => {
  const given = component({ app, site: { propDefinition: [app, "sites"] } });
  expect(() => describeComponent(given)).toThrow(
    'test-options: prop "site" refers to propDefinition "sites", which its app does not have.',
  );
});

const dynamic = component(
  {
    template: { type: "string", label: "Template", reloadProps: true },
    hint: { type: "string", hidden: true },
  },
  {
    additionalProps(this: { template: string }, previous: Record<string, Record<string, unknown>>) {
      previous["hint"]!["hidden"] = false;
      previous["hint"]!["optional"] = true;
      return this.template === "items"
        ? { sku: { type: "string", label: "SKU", options: () => [this.template] } }
        : { order: { type: "string", default: "none" } };
    },
    run(this: Record<string, unknown>) {
      return { ...this };
    },
  },
);

test("additionalProps adds props and may change the others; each call replaces those of the call before", async () => {
  const names = async (values: Record<string, unknown>): Promise<string[]> =>
    (await describeProps(dynamic, values, services)).filter(({ hidden }) => !hidden).map(({ name }) => name);
  expect(await names({})).toEqual(["template"]);
  expect(await names({ template: "items" })).toEqual(["template", "hint", "sku"]);
  expect(await names({ template: "orders" })).toEqual(["template", "hint", "order"]);
  expect(describeComponent(dynamic)).toMatchObject({
    dynamicProps: true,
    props: [{ reloadProps: true }, { hidden: true }],
  });
});

test("dynamic props have options, defaults and a value when the action runs", async () => {
  const page = await listOptions(dynamic, "sku", { template: "items" }, {}, services);
  expect(page.options).toEqual([{ label: "items", value: "items" }]);
  const call = { component: dynamic, steps: {}, context: {}, dataStore: services.dataStore };
  expect((await runAction({ ...call, props: { template: "orders" } })).returnValue).toEqual({
    template: "orders",
    order: "none",
  });
  await expect(runAction({ ...call, props: { template: "items" } })).rejects.toThrow('prop "sku" is required');
});

test("a description names what a form needs, secrets and remote options among it", () => {
  const given = component({
    app,
    note: { type: "alert", alertType: "info", content: "Read this" },
    order: { propDefinition: [app, "order"] },
    password: { type: "string", label: "Password", secret: true },
    count: { type: "integer", min: 1, max: 9, default: 3, optional: true },
  });
  expect(describeComponent(given).props).toMatchObject([
    { name: "app", type: "app", app: "peoplevox" },
    { name: "note", type: "alert", alertType: "info", content: "Read this" },
    { name: "order", remoteOptions: true, useQuery: true, label: "Sales Order" },
    { name: "password", secret: true },
    { name: "count", min: 1, max: 9, default: 3, optional: true },
  ]);
});

test("secret values are those of secret props and of every connected account, longest first", () => {
  const given = component({ app, key: { type: "string", secret: true }, name: { type: "string" } });
  expect(
    secretValues(given, { app: { $auth: { token: "abc", nested: { id: "account-1" } } }, key: "abcdef", name: "open" }),
  ).toEqual(["account-1", "abcdef", "abc"]);
});

test("a definition of the app that additionalProps gives back keeps the app as the `this` of its options", async () => {
  const app: Component = {
    type: "app",
    app: "shop",
    propDefinitions: {
      order: {
        type: "string",
        options(this: { name(): string }) {
          return [this.name()];
        },
      },
    },
    methods: { name: () => "from the app" },
  };
  const component: Component = {
    type: "action",
    key: "test-raw",
    props: { app, more: { type: "boolean", reloadProps: true } },
    additionalProps: () => ({ order: app.propDefinitions?.["order"] }),
    run: () => undefined,
  };
  const { options } = await listOptions(component, "order", { more: true }, {}, { dataStore: memoryDataStore() });
  expect(options).toEqual([{ label: "from the app", value: "from the app" }]);
});

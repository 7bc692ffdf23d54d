import { expect, test } from "@jest/globals";
import { describeComponent } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { applyConnections, checkRecipe, readRecipe } from "../../../runtime/recipes/index.ts";
import type { CheckContext } from "../../../runtime/recipes/index.ts";

const source: Component = {
  key: "shopify-order-edited",
  name: "New Order Edited",
  version: "0.0.1",
  props: {
    http: { type: "$.interface.http", customResponse: true },
    db: "$.service.db",
    shopifyShop: { type: "string" },
    settleSeconds: { type: "integer", default: 60 },
  },
};
const getOrder: Component = {
  type: "action",
  key: "shopify-get-current-order",
  version: "0.0.3",
  props: { shopifyShop: { type: "string" }, orderId: { type: "string" }, note: { type: "string", optional: true } },
};
const flexible: Component = {
  type: "action",
  key: "peoplevox-save-template",
  version: "0.0.1",
  props: { template: { type: "string", reloadProps: true } },
  additionalProps: () => ({}),
};
const context: CheckContext = {
  components: [source, getOrder, flexible].map(describeComponent),
  connectionFields: ["shopifyShop"],
};

function problems(steps: string, more = "", given: CheckContext = context): string[] {
  const text = `recipe: try-it
title: Try it
triggers:
  - uses: shopify-order-edited
${more}steps:
${steps}`;
  return checkRecipe(readRecipe(text, "recipe.yaml"), given).map(
    ({ path, problem, line }) => `${line} ${path.join(".")}: ${problem}`,
  );
}

const GOOD = `  - namespace: order
    uses: shopify-get-current-order@0.0.3
    props: { orderId: "{{steps.trigger.event.orderId}}" }
`;

test("finds nothing wrong with a recipe that can be run", () => {
  expect(problems(GOOD)).toEqual([]);
});

test("a component must exist, in the version asked for, and be of the right type", () => {
  const steps = `  - { namespace: a, uses: shopify-current-order }
  - { namespace: b, uses: shopify-get-current-order@0.0.9, props: { orderId: x } }
  - { namespace: c, uses: shopify-order-edited }
`;
  expect(problems(steps)).toEqual([
    '6 steps.0.uses: is "shopify-current-order". There is no component "shopify-current-order". Did you mean shopify-get-current-order or shopify-order-edited?',
    '7 steps.1.uses: is "shopify-get-current-order@0.0.9". Component "shopify-get-current-order" is here in version 0.0.3; version 0.0.9 is asked for.',
    '8 steps.2.uses: is "shopify-order-edited", which is a source; expected an action',
  ]);
});

test("props must be the component's, and required ones must be given, by the step or a connection", () => {
  const steps = `  - namespace: a
    uses: shopify-get-current-order
    props: { orderID: x }
`;
  expect(problems(steps)).toEqual([
    "8 steps.0.props.orderID: is not a prop of shopify-get-current-order; it has shopifyShop, orderId, note",
    '8 steps.0.props: "orderId" is missing; shopify-get-current-order needs it (string), and no connection of the recipe has it',
  ]);
  expect(problems(GOOD, "", { ...context, connectionFields: [] })).toEqual([
    '4 triggers.0.props: "shopifyShop" is missing; shopify-order-edited needs it (string), and no connection of the recipe has it',
    '8 steps.0.props: "shopifyShop" is missing; shopify-get-current-order needs it (string), and no connection of the recipe has it',
  ]);
});

test("a component that adds props may be given props that are not known beforehand", () => {
  expect(problems("  - { namespace: a, uses: peoplevox-save-template, props: { template: t, column: x } }\n")).toEqual(
    [],
  );
});

test("an expression reads only what is there before its step", () => {
  const steps = `  - namespace: a
    uses: shopify-get-current-order
    if: steps.b.$return_value
    props: { orderId: "{{steps.trigger.event.orderId}}", note: "{{steps['a'].x}} {{steps.c.y}}" }
${GOOD.replace("order\n", "b\n")}`;
  expect(problems(steps)).toEqual([
    "8 steps.0.if: reads steps.b, which is not there yet; there is trigger",
    "9 steps.0.props.note: reads steps.a, which is not there yet; there is trigger",
    "9 steps.0.props.note: reads steps.c, which is not there yet; there is trigger",
  ]);
});

test("an expression with a mistake is found before a run", () => {
  const steps = GOOD.replace("{{steps.trigger.event.orderId}}", "{{steps.trigger.event.}}");
  expect(problems(steps)[0]).toContain("8 steps.0.props.orderId: Expression {{steps.trigger.event.}}: cannot be read");
  expect(problems(GOOD, "settings: { orderKey: 'steps.order.x' }\n")).toEqual([
    "5 settings.orderKey: reads steps.order, which is not there yet; there is trigger",
  ]);
});

test("a trigger's props read no steps", () => {
  const text = problems(GOOD, '    props: { shopifyShop: "{{steps.trigger.x}}" }\n');
  expect(text).toEqual([
    "5 triggers.0.props.shopifyShop: reads steps.trigger, which is not there yet; a trigger comes before all steps",
  ]);
});

test("a connection fills the props of the same name that a step leaves out, and no others", () => {
  const connections = {
    shopify: { shopifyShop: "demo.myshopify.com", shopifyAccessToken: "t" },
    peoplevox: { peoplevoxUrl: "https://wms.example" },
  };
  expect(applyConnections(getOrder, { orderId: "1" }, connections)).toEqual({
    orderId: "1",
    shopifyShop: "demo.myshopify.com",
  });
  expect(applyConnections(getOrder, { orderId: "1", shopifyShop: "other" }, connections)["shopifyShop"]).toBe("other");
});

test("two connections with the same field are refused where a step needs it", () => {
  const connections = { shopify: { shopifyShop: "a" }, second: { shopifyShop: "b" } };
  expect(() => applyConnections(getOrder, {}, connections)).toThrow(
    'Prop "shopifyShop" is a field of the connections shopify and second; set it in the step.',
  );
  expect(applyConnections(getOrder, { shopifyShop: "c" }, connections)["shopifyShop"]).toBe("c");
});

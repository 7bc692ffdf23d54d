import { expect, test } from "@jest/globals";
import { describeComponent } from "../../../runtime/component-host/index.ts";
import { connectionSecrets, namedConnections, withoutSecrets } from "../../../runtime/connections/connections.ts";
import { parseConfig } from "../../../runtime/connections/read-config.ts";
import { applyConnections, checkRecipe, readRecipe, validateRecipe } from "../../../runtime/recipes/index.ts";

const slack = { type: "app" as const, app: "slack" };
const source = { type: "source" as const, key: "slack-new", version: "0.0.1", props: { slack }, run: () => null };
const send = {
  type: "action" as const,
  key: "slack-send",
  version: "0.0.1",
  props: { slack, text: { type: "string" } },
  run: () => null,
};
const keys = {
  type: "action" as const,
  key: "data_stores-keys",
  version: "0.0.1",
  props: { app: { type: "app", app: "data_stores" } },
  run: () => null,
};
const components = [source, send, keys].map(describeComponent);

const CONFIG = `
connections:
  sales: { type: app, app: slack, auth: { oauth_access_token: "\${TOKEN}", team: T1 } }
  support: { type: app, app: slack, auth: { oauth_access_token: other-token } }
`;
const connections = namedConnections(parseConfig(CONFIG, "lastedit.config.yaml", { TOKEN: "xoxb-1" }), []);
const sales = connections.get("sales")!;
const support = connections.get("support")!;

test("an app's account fills the prop for that app, whatever the prop is called", () => {
  const account = { $auth: { oauth_access_token: "xoxb-1", team: "T1" } };
  expect(applyConnections(send, { text: "hi" }, { chat: sales.fields })).toEqual({ text: "hi", slack: account });
  const renamed = { ...send, props: { account: slack } };
  expect(applyConnections(renamed, {}, { chat: sales.fields })).toEqual({ account });
  expect(applyConnections(keys, {}, { chat: sales.fields })).toEqual({});
});

test("of two accounts the step names one, as Pipedream's workflows do", () => {
  const both = { sales: sales.fields, support: support.fields };
  expect(() => applyConnections(send, {}, both)).toThrow(
    "The connections sales and support are to slack; say which one in the step: slack: { authProvisionId: … }. Nothing was run.",
  );
  expect(applyConnections(send, { slack: { authProvisionId: "support" } }, both)["slack"]).toEqual({
    $auth: { oauth_access_token: "other-token" },
  });
  expect(() => applyConnections(send, { slack: { authProvisionId: "apn_1" } }, both)).toThrow(
    'Prop "slack" names the connection "apn_1"; the recipe\'s connections to slack are sales and support.',
  );
});

test("all of an account is secret", () => {
  expect(connectionSecrets(sales)).toEqual(["xoxb-1", "T1"]);
  expect(withoutSecrets(sales).fields).toEqual({ "app:slack": "••••" });
});

test("a recipe is checked for the account it needs; an app of Pipedream itself needs none", () => {
  const text = (head: string): string => `
recipe: tell
title: Tell
triggers: [{ uses: slack-new }]
${head}
steps:
  - { namespace: a, uses: slack-send, props: { text: hi } }
  - { namespace: b, uses: data_stores-keys }
`;
  const missing = "needs an account of slack: a connection with type: app and app: slack";
  expect(validateRecipe(text(""), "tell/recipe.yaml", components).map(({ problem }) => problem)).toEqual([
    `"slack" is missing; slack-new ${missing}`,
    `"slack" is missing; slack-send ${missing}`,
  ]);
  const connected = text("connections: { slack: sales }");
  expect(validateRecipe(connected, "tell/recipe.yaml", components)).toEqual([]);
  const fields = (names: readonly string[]) =>
    checkRecipe(readRecipe(connected, "f"), { components, connectionFields: names }).length;
  expect([fields(Object.keys(sales.fields)), fields(["app:github"])]).toEqual([0, 2]);
});

test("a connection of an app says what is wrong with it", () => {
  const wrong = (fields: string) => () => parseConfig(`connections: { c: { type: app, ${fields} } }`, "f", {});
  expect(wrong("app: Slack App, auth: {}")).toThrow("expected an app's slug, as in slack or google_sheets");
  expect(wrong("app: slack")).toThrow("connections.c.auth");
});

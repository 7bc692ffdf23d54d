import { expect, test } from "@jest/globals";
import { alertChannelProps } from "../../../components/alerts/alert-props.ts";
import { maskText } from "../../../runtime/component-host/secrets.ts";
import { connectionSecrets, namedConnections, withoutSecrets } from "../../../runtime/connections/connections.ts";
import { parseConfig } from "../../../runtime/connections/read-config.ts";

const TEXT = `
connections:
  shop:
    type: shopify
    shop: demo.myshopify.com
    accessToken: \${SHOPIFY_TOKEN}
  warehouse:
    type: peoplevox
    url: https://wms.example.com
    peoplevoxPassword: pass-\${WORD}
publicUrl: https://hooks.example.com
`;
const ENV = { SHOPIFY_TOKEN: "shpat_1", WORD: "word" };

test("fields are filled from the environment and get the names that components use", () => {
  const connections = namedConnections(parseConfig(TEXT, "lastedit.config.yaml", ENV), []);
  expect(connections.get("shop")?.fields).toEqual({ shopifyShop: "demo.myshopify.com", shopifyAccessToken: "shpat_1" });
  expect(connections.get("warehouse")?.fields).toEqual({
    peoplevoxUrl: "https://wms.example.com",
    peoplevoxPassword: "pass-word",
  });
});

test("a variable that is not set is named with its place", () => {
  expect(() => parseConfig(TEXT, "lastedit.config.yaml", { WORD: "x" })).toThrow(
    "lastedit.config.yaml: connections.shop.accessToken needs the environment variable SHOPIFY_TOKEN, which is not set.",
  );
});

test("a connection of the file stands over one of the same name in the database", () => {
  const stored = [
    { name: "shop", type: "shopify", fields: { shopifyShop: "old.myshopify.com" } },
    { name: "other", type: "shopify", fields: { shopifyShop: "other.myshopify.com" } },
  ];
  const connections = namedConnections(parseConfig(TEXT, "f", ENV), stored);
  expect(connections.get("shop")?.fields["shopifyShop"]).toBe("demo.myshopify.com");
  expect(connections.get("other")?.fields["shopifyShop"]).toBe("other.myshopify.com");
});

test("secret fields are known for what they are, and never shown", () => {
  const warehouse = namedConnections(parseConfig(TEXT, "f", ENV), []).get("warehouse")!;
  expect(connectionSecrets(warehouse)).toEqual(["pass-word"]);
  expect(JSON.stringify(withoutSecrets(warehouse))).not.toContain("pass-word");
});

const ALERTS = `
connections:
  alerts:
    type: alert
    channels:
      - floor slack https://hooks.slack.com/services/T1/B2/hidden-key
      - ops mail ops@example.com
    httpSecret: sign-it
    mailServer: smtps://anna:p%40ss-word@smtp.example.com
    mailFrom: LastEdit <alerts@example.com>
`;

test("an alert connection fills the props of the step that sends alerts", () => {
  const { fields } = namedConnections(parseConfig(ALERTS, "f", {}), []).get("alerts")!;
  expect(Object.keys(fields).sort()).toEqual(Object.keys(alertChannelProps()).sort());
  expect(fields["alertChannels"]).toEqual([
    "floor slack https://hooks.slack.com/services/T1/B2/hidden-key",
    "ops mail ops@example.com",
  ]);
});

test("channels and mail servers are secret, with every part that is a key", () => {
  const alerts = namedConnections(parseConfig(ALERTS, "f", {}), []).get("alerts")!;
  const shown = withoutSecrets(alerts).fields;
  expect(shown).toEqual({
    ...{ alertChannels: "••••", alertHttpSecret: "••••", alertMailServer: "••••" },
    alertMailFrom: "LastEdit <alerts@example.com>",
  });
  const said = [
    "POST https://hooks.slack.com/services/T1/B2/hidden-key answered 404",
    "no_service at /services/T1/B2/hidden-key",
    "login of anna failed with p@ss-word, p%40ss-word",
    "smtps://anna:p%40ss-word@smtp.example.com does not answer",
    "signed with sign-it",
  ];
  for (const text of said) {
    expect(maskText(text, connectionSecrets(alerts))).not.toMatch(/hidden-key|ss-word|sign-it/);
  }
});

test.each([
  ["a channel that is no list", "channels: ops mail ops@example.com", /f: connections.alerts.channels: .*array/],
  ["no channel at all", "mailFrom: x", /f: connections.alerts.channels: .*array/],
  ["a field that is misspelt", "channels: [a]\n    mailServr: x", /f: connections.alerts: .*mailServr/],
])("an alert connection with %s is refused with its place, and without its values", (_, lines, expected) => {
  expect(() => parseConfig(`connections:\n  alerts:\n    type: alert\n    ${lines}`, "f", {})).toThrow(expected);
});

test("an unknown setting, a wrong value and broken YAML are refused with their place", () => {
  expect(() => parseConfig("prot: 1", "f", {})).toThrow(/f: .*prot/);
  expect(() => parseConfig("port: 99999", "f", {})).toThrow(/f: port: .*65535/);
  expect(() => parseConfig("connections:\n  shop:\n    type: magento", "f", {})).toThrow(
    "f: connections.shop.type: expected one whose type is shopify, peoplevox, alert or app.",
  );
  expect(() => parseConfig("a: [", "f", {})).toThrow("f is not YAML");
  expect(() => parseConfig("connections: { shop: demo }", "f", {})).toThrow(/f: connections.shop: expected one/);
});

test("an empty file means all defaults", () => {
  expect(parseConfig("", "f", {})).toMatchObject({
    connections: {},
    host: "127.0.0.1",
    port: 7410,
    history: { keepDays: 90, maskPersonalData: true, maskAfterDays: 30, keepExceptionsDays: 365 },
  });
});

import { expect, test } from "@jest/globals";
import { describeComponent } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { checkRecipe, readRecipe } from "../../../runtime/recipes/index.ts";

const tick: Component = { key: "tick", name: "Tick", version: "0.0.1", props: {} };
const send: Component = {
  type: "action",
  key: "send",
  version: "0.0.1",
  props: {
    peoplevoxPassword: { type: "string", secret: true },
    channels: { type: "string[]", secret: true, optional: true },
    text: { type: "string", optional: true },
    slack: { type: "app", app: "slack", optional: true },
  },
};
const context = { components: [tick, send].map(describeComponent), connectionFields: ["peoplevoxPassword"] };

function problems(props: string): string[] {
  const text = `recipe: try-it
title: Try it
triggers: [{ uses: tick }]
steps:
  - { namespace: first, uses: send }
  - namespace: send
    uses: send
    props: { ${props} }
`;
  return checkRecipe(readRecipe(text, "recipe.yaml"), context).map(
    ({ path, problem, line }) => `${line} ${path.join(".")}: ${problem}`,
  );
}

test.each([
  ["peoplevoxPassword: SEKRET9", "peoplevoxPassword"],
  ["peoplevoxPassword: 90210", "peoplevoxPassword"],
  [`peoplevoxPassword: '{{"SEKRET9"}}'`, "peoplevoxPassword"],
  [`peoplevoxPassword: '{{"SEKRET9".steps}}'`, "peoplevoxPassword"],
  ["channels: [SEKRET9]", "channels"],
  ["slack: { $auth: { oauth_access_token: SEKRET9 } }", "slack"],
])("a secret that is typed into a recipe is refused, by its place and without the value: %s", (props, name) => {
  const found = problems(props);
  expect(found).toEqual([expect.stringMatching(new RegExp(`^8 steps\\.1\\.props\\.${name}: is a secret typed into`))]);
  expect(found.join()).not.toMatch(/SEKRET9|90210/);
});

test("it says what to do instead", () => {
  expect(problems("peoplevoxPassword: SEKRET9").join()).toContain(
    'use a connection that has it, or write "{{process.env.PEOPLEVOX_PASSWORD}}" and list PEOPLEVOX_PASSWORD under allowEnv',
  );
  expect(problems("slack: { $auth: { token: SEKRET9 } }").join()).toContain(
    "add a connection with type: app and app: slack",
  );
});

test.each([
  'peoplevoxPassword: "{{process.env.PASSWORD}}"',
  'peoplevoxPassword: "{{steps.first.$return_value.password}}"',
  'channels: ["team https://example.com/{{process.env.TOKEN}}"]',
  "slack: { authProvisionId: team }",
  "text: SEKRET9",
  'peoplevoxPassword: ""',
])("what is read from elsewhere, or is no secret, is right: %s", (props) => {
  expect(problems(props)).toEqual([]);
});

import { expect, test } from "@jest/globals";
import { codeDependencies, codeProblem } from "../../../runtime/code-steps/check-code.ts";
import { readRecipe, validateRecipe } from "../../../runtime/recipes/index.ts";

test.each([
  ["export default { run() {} }", null],
  ["import x from 'got@13.0.0'; export default defineComponent({ async run({ steps, $ }) { await x(); } });", null],
  [
    "export const x = 1;",
    "has no default export; expected export default defineComponent({ async run({ steps, $ }) { … } })",
  ],
  ["export default {", "is not an ES module: Unexpected token (1:16) (line and column of the code)"],
  [
    "const x = require('x'); return x;",
    "is not an ES module: 'return' outside of function (1:24) (line and column of the code)",
  ],
  [
    "import x from './other.mjs'; export default x;",
    'imports "./other.mjs"; a code step may import npm packages and modules of Node only',
  ],
  [
    "import x from '/etc/x.mjs'; export default x;",
    'imports "/etc/x.mjs"; a code step may import npm packages and modules of Node only',
  ],
])("of the code %j it says %j", (code, problem) => {
  expect(codeProblem(code)).toBe(problem);
});

test("finds the packages to install: one with a version beside others", () => {
  const code =
    'import "fs"; import a from "lodash"; import b from "got@13.0.0"; import { axios } from "@pipedream/platform";';
  expect(codeDependencies(code)).toEqual({ lodash: "latest", "pinned.got.13.0.0": "npm:got@13.0.0" });
});

const recipe = (step: string): string => `
recipe: try-it
title: Try it
triggers: [{ uses: lastedit-schedule }]
steps:
  - namespace: a
${step.replace(/^/gm, "    ")}
`;

test.each([
  ["uses: x-y\ncode: export default {}", 'steps[0].uses: is "x-y"; expected none, since the step has code'],
  ["notes: nothing", "steps[0].uses: is missing; expected the key of an action, or code beside it"],
  ["uses: x-y\nenv: [A]", "steps[0].env: is"],
  ["code: export default {}\nenv: [A B]", "expected the name of an environment variable, as in API_URL"],
  ["code: export default {}\nlimits: { seconds: 301 }", "steps[0].limits.seconds"],
])("a step with %j is refused: %s", (step, problem) => {
  expect(() => readRecipe(recipe(step), "try-it/recipe.yaml")).toThrow(problem);
});

test("validation names the step whose code cannot be, and leaves its props alone", () => {
  const schedule = {
    key: "lastedit-schedule",
    version: "0.0.1",
    type: "source",
    name: "",
    description: "",
    annotations: {},
    props: [],
    dynamicProps: false,
  } as const;
  const problems = (step: string): string[] =>
    validateRecipe(recipe(step), "try-it/recipe.yaml", [schedule]).map(
      ({ path, problem }) => `${path.join(".")} ${problem}`,
    );
  expect(problems("code: export default { run() {} }\nprops: { anything: 1 }")).toEqual([]);
  expect(problems("code: let x = ;")).toEqual([
    "steps.0.code is not an ES module: Unexpected token (1:8) (line and column of the code)",
  ]);
  expect(problems('code: export default {}\nprops: { x: "{{steps.later}}" }')).toEqual([
    "steps.0.props.x reads steps.later, which is not there yet; there is trigger",
  ]);
});

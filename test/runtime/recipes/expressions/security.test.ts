import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluateText, ExpressionError, resolveProps } from "../../../../runtime/recipes/index.ts";

const scope = { steps: { trigger: { event: { text: "abc", list: [1, 2], id: 7 } } } };

/** The value, or the word "refused". Anything but an ExpressionError is a fault. */
function attempt(expression: string, given: Record<string, unknown> = scope.steps): unknown {
  try {
    return evaluateText(expression, { steps: given });
  } catch (error) {
    if (error instanceof ExpressionError) return "refused";
    throw error;
  }
}

test.each([
  "steps.constructor.constructor('return process')()",
  "''.constructor.constructor('return 1')()",
  "''['con' + 'structor']",
  "[]['constructor']['constructor']('return globalThis')()",
  "(1)['__proto__']",
  "steps.trigger.event.list.__proto__",
  "steps.trigger.event.list['__proto__']['push']",
  "steps.trigger.event.text.sub.call",
  "[].map.constructor",
  "[1].map(x => x.constructor)[0]",
  "[].concat.call([], 1)",
  "Math.max.constructor",
  "Math.constructor",
  "JSON.parse('{}')",
  "Object.getPrototypeOf([])",
  "Object.assign(steps, {})",
  "Object.prototype",
  "process.exit()",
  "process.mainModule",
  "globalThis",
  "global.process",
  "require('fs')",
  "import('node:fs')",
  "import.meta.url",
  "eval('1')",
  "Function('return 1')()",
  "new Function('return 1')()",
  "setTimeout",
  "fetch('http://127.0.0.1')",
  "this",
  "arguments",
  "(() => 1)()",
  "(function () { return this })()",
  "[1].map(function () { return this })",
  "[1].map(() => { while (true) {} })",
  "[1].map(async x => x)",
  "x => x",
  "[x => x]",
  "({ toString: () => 'x' })",
  "[].concat(x => x)",
  "[1].includes(x => x)",
  "'a'.replace('a', () => 'b')",
  "'a'.replace(/a/, 'b')",
  "/(a+)+$/.test('aaaa')",
  "steps.x = 1",
  "steps.trigger.event.id++",
  "delete steps.trigger",
  "void 0",
  "'a' in steps",
  "steps instanceof Object",
  "`${steps}`",
  "steps + ''",
  "[1, 2] + ''",
  "String(steps)",
  "Number({ valueOf: 1 })",
  "eval`1`",
  "String.raw`1`",
  "1n",
  "new Date()",
  "Date.now()",
  "Math.random()",
  "{ get a() { return 1 } }",
  "{ a() { return 1 } }",
  "class {}",
  "await 1",
  "yield",
  "super.x",
  "#x in steps",
])("%s reaches nothing", (expression) => {
  const value = attempt(expression);
  expect(["refused", undefined]).toContain(Array.isArray(value) ? value[0] : value);
});

test.each(["__proto__", "constructor", "prototype"])("a property called %s is neither read nor made", (name) => {
  const data = { evil: JSON.parse(`{"${name}": {"polluted": true}, "fine": 1}`) as unknown };
  expect(attempt(`steps.evil.${name}`, data)).toBeUndefined();
  expect(Object.keys(attempt("{ ...steps.evil }", data) as object)).toEqual(["fine"]);
  const made = attempt(`{ ["${name}"]: { polluted: true }, fine: 1 }`) as Record<string, unknown>;
  expect(Object.keys(made)).toEqual(["fine"]);
  expect(made["polluted"]).toBeUndefined();
  const props = resolveProps({ given: JSON.parse(`{"${name}": {"polluted": true}}`) as unknown }, scope);
  expect(props["given"]).toEqual({});
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("getters, functions and objects that are not plain data are not touched", () => {
  let touched = false;
  const data = {
    get trap() {
      touched = true;
      return 1;
    },
    fn: () => (touched = true),
    map: new Map([["a", 1]]),
    date: new Date(0),
  };
  expect(attempt("steps.trap", data)).toBeUndefined();
  expect(attempt("steps.map.size", data)).toBeUndefined();
  expect(attempt("steps.map.get('a')", data)).toBe("refused");
  expect(attempt("steps.fn()", data)).toBe("refused");
  expect(attempt("steps.date.getTime()", data)).toBe("refused");
  expect(touched).toBe(false);
});

const ten = "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]";
const loops = Array.from({ length: 6 }).reduce<string>((inner) => `${ten}.map(x => ${inner})`, "x");
const steps64 = "'a'.repeat(64).split('')";

test.each<[string, string, RegExp]>([
  ["a loop in loops", loops, /more than 100000 steps/],
  ["a huge repeat", "'a'.repeat(1e9)", /at most 1000000 are allowed/],
  ["repeats of repeats", "'a'.repeat(1e6).repeat(1e6)", /at most 1000000 are allowed/],
  ["a huge padding", "'a'.padStart(1e9)", /at most 1000000 are allowed/],
  ["an exploding replacement", "'a'.repeat(1e6).replaceAll('a', 'b'.repeat(1e6))", /at most 1000000 are allowed/],
  ["an exploding join", "'a'.repeat(1e5).split('').join('b'.repeat(1e5))", /at most 1000000 are allowed/],
  ["doubling text", `${steps64}.reduce((text, x) => text + text, 'ab')`, /at most 1000000 are allowed/],
  ["doubling text in a template", `${steps64}.reduce((t, x) => \`\${t}\${t}\`, 'ab')`, /at most 1000000 are allowed/],
  [
    "a doubling list",
    `${steps64}.reduce((list, x) => [...list, ...list], [1])`,
    /at most 1000000|more than 100000 steps/,
  ],
  [
    "a list that doubles by concat",
    `${steps64}.reduce((list, x) => list.concat(list), [1])`,
    /at most 1000000|100000 steps/,
  ],
  [
    "a value that holds itself many times",
    `JSON.stringify(${steps64}.slice(40).reduce((v, x) => [v, v], 1))`,
    /100000 steps/,
  ],
  ["a value nested too deep to be written", `JSON.stringify(${steps64}.reduce((v, x) => [v], 1))`, /deeper than 64/],
  [
    "long texts searched again and again",
    "'a'.repeat(1e4).split('').map(x => 'a'.repeat(1e6).includes('b'))",
    /100000 steps/,
  ],
  ["deep nesting", `${"(".repeat(200)}1${")".repeat(200)}`, /deeper than 64/],
  ["very deep nesting", `${"[".repeat(100_000)}1`, /cannot be read/],
  ["a long sum", Array.from({ length: 10_000 }, () => "1").join("+"), /deeper than 64|cannot be read/],
])("%s is refused within a second", (_what, text, reason) => {
  const started = performance.now();
  expect(() => evaluateText(text, scope)).toThrow(reason);
  expect(() => evaluateText(text, scope)).toThrow(ExpressionError);
  expect(performance.now() - started).toBeLessThan(2_000);
});

const atom = fc.constantFrom(
  "steps",
  "steps.trigger.event",
  "steps.trigger.event.text",
  "steps.trigger.event.list",
  "process",
  "Math",
  "Object",
  "undefined",
  "null",
  "1",
  "'__proto__'",
  "'constructor'",
  "'a'",
  "[]",
  "{}",
  "x",
);
const name = fc.constantFrom(
  "constructor",
  "__proto__",
  "length",
  "map",
  "call",
  "toString",
  "env",
  "max",
  "keys",
  "x",
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5 },
    atom,
    fc.tuple(tie("expression"), name).map(([object, key]) => `(${object}).${key}`),
    fc.tuple(tie("expression"), tie("expression")).map(([object, key]) => `(${object})[${key}]`),
    fc.tuple(tie("expression"), name).map(([object, key]) => `(${object})?.${key}`),
    fc.tuple(tie("expression"), name, tie("expression")).map(([object, key, arg]) => `(${object}).${key}(${arg})`),
    fc
      .tuple(tie("expression"), name, tie("expression"))
      .map(([object, key, body]) => `(${object}).${key}(x => ${body})`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `{ [${a}]: ${b} }`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `[...(${a}), ${b}]`),
    fc
      .tuple(tie("expression"), fc.constantFrom("+", "==", "??", "&&", "<"), tie("expression"))
      .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
    tie("expression").map((inner) => `\`\${${inner}}\``),
    fc
      .tuple(fc.constantFrom("Object.keys", "JSON.stringify", "String", "Math.max"), tie("expression"))
      .map(([fn, arg]) => `${fn}(${arg})`),
  ),
}));

/** Data only: nothing that can be called, nothing whose prototype is not that of plain data. */
function isData(value: unknown): boolean {
  if (typeof value === "function" || typeof value === "symbol") return false;
  if (Array.isArray(value)) return value.every(isData);
  if (typeof value !== "object" || value === null) return true;
  return Object.getPrototypeOf(Object.getPrototypeOf(value)) === null && Object.values(value).every(isData);
}

test("any expression gives plain data or is refused, and changes nothing", () => {
  const before = JSON.stringify(scope);
  let values = 0;
  fc.assert(
    fc.property(expression, (text) => {
      const value = attempt(text);
      if (value !== "refused") values += 1;
      expect(isData(value)).toBe(true);
      expect(JSON.stringify(scope)).toBe(before);
    }),
    { numRuns: 5_000 },
  );
  // The property would say nothing if every expression were refused.
  expect(values).toBeGreaterThan(500);
});

test("any text is filled or refused", () => {
  const braces = fc.string({
    unit: fc.constantFrom("{", "}", "{{", "}}", "'", "`", "$", "(", "a", " ", "/", "*", "\n", "\\"),
  });
  fc.assert(
    fc.property(fc.oneof(fc.string(), braces), (text) => {
      try {
        const { a } = resolveProps({ a: text }, scope);
        if (!text.includes("{{")) expect(a).toBe(text);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
      }
    }),
    { numRuns: 3_000 },
  );
});

import { expect, test } from "@jest/globals";
import { conditionHolds, evaluateText, ExpressionError, resolveProps } from "../../../../runtime/recipes/index.ts";
import type { StepScope } from "../../../../runtime/recipes/index.ts";

const scope: StepScope = {
  steps: {
    trigger: { event: { orderId: 5, shop: "demo", tags: ["gift", "b2b"] } },
    order: {
      $return_value: {
        name: "#1001",
        note: null,
        lines: [
          { sku: "MUG-1", quantity: 2 },
          { sku: "MUG-2", quantity: 0 },
        ],
        "odd key": 1,
        length: "own",
      },
    },
  },
  process: { env: { SITE: "LDN" } },
};

const ORDER = "steps.order.$return_value";

test.each<[string, unknown]>([
  ["steps.trigger.event.orderId", 5],
  ["steps['trigger'].event[\"shop\"]", "demo"],
  ["process.env.SITE", "LDN"],
  ["process.env.PATH", undefined],
  [`${ORDER}.lines[1].sku`, "MUG-2"],
  [`${ORDER}.lines.length`, 2],
  [`${ORDER}.length`, "own"],
  [`${ORDER}["odd key"]`, 1],
  [`${ORDER}.missing`, undefined],
  [`${ORDER}.note?.text.more`, undefined],
  [`${ORDER}.note?.text ?? "none"`, "none"],
  [`${ORDER}.note?.trim().length`, undefined],
  ["1 + 2 * 3 - 4 / 2 % 3", 5],
  ["2 ** 3", 8],
  ["(1 + 2) * 3", 9],
  ["-(3)", -3],
  ["+'42'", 42],
  ["'a' + 1 + true", "a1true"],
  ["`${steps.trigger.event.shop}/${1 + 1}`", "demo/2"],
  ["1 < 2 && 'b' > 'a'", true],
  ["2 <= 2 && !(3 >= 4)", true],
  ["1 === '1'", false],
  ["1 == '1'", true],
  ["null == undefined", true],
  ["null === undefined", false],
  ["null == 0", false],
  ["0 || 'x'", "x"],
  ["0 ?? 'x'", 0],
  ["'' && 1", ""],
  ["steps.trigger.event.orderId > 4 ? 'many' : 'few'", "many"],
  ["typeof steps.trigger.event.orderId", "number"],
  ["[1, ...[2, 3], 4]", [1, 2, 3, 4]],
  ["{ a: 1, ...{ b: 2 }, ['c' + 1]: 3, 'd-e': 4 }", { a: 1, b: 2, c1: 3, "d-e": 4 }],
  [`${ORDER}.lines.filter(line => line.quantity > 0).map(({ sku }) => sku)`, ["MUG-1"]],
  [`${ORDER}.lines.map((line, index) => index + ':' + line.sku).join(', ')`, "0:MUG-1, 1:MUG-2"],
  [`${ORDER}.lines.reduce((sum, line) => sum + line.quantity, 0)`, 2],
  [`${ORDER}.lines.some(line => steps.trigger.event.orderId === line.quantity)`, false],
  [`${ORDER}.lines.every(line => line.sku.startsWith('MUG'))`, true],
  [`${ORDER}.lines.find(line => line.quantity === 9)`, undefined],
  ["steps.trigger.event.tags.includes('gift')", true],
  ["steps.trigger.event.tags.toSorted()", ["b2b", "gift"]],
  ["[3, 20, 1].toSorted()", [1, 3, 20]],
  ["[1, 2].toReversed()", [2, 1]],
  ["[[1], [2, [3]]].flat()", [1, 2, [3]]],
  ["[1, 2].flatMap(x => [x, x * 10])", [1, 10, 2, 20]],
  ["[1, 2, 3].at(-1)", 3],
  ["[1, 2, 3].slice(1)", [2, 3]],
  ["[1].concat([2], 3)", [1, 2, 3]],
  ["'#1001'.replace('#', '')", "1001"],
  ["'a.b.c'.replaceAll('.', '$&')", "a$&b$&c"],
  ["'a,b'.split(',')", ["a", "b"]],
  ["'7'.padStart(3, '0')", "007"],
  ["'ab'.repeat(2).toUpperCase().slice(1, 3)", "BA"],
  ["(3.14159).toFixed(2)", "3.14"],
  ["Math.max(1, 5, 3) + Math.round(0.5)", 6],
  ["JSON.stringify({ a: [1] })", '{"a":[1]}'],
  ["Object.entries({ a: 1, b: 2 }).map(([key, value]) => key + value).join('')", "a1b2"],
  ["Object.keys({ a: 1 })", ["a"]],
  ["Number('5') + 1", 6],
  ["String(5) + '!'", "5!"],
  ["Boolean('')", false],
  ["Array.isArray([])", true],
  ["[1, 2].map(steps => steps * 2)", [2, 4]],
  ["[{ Math: { max: 1 } }].map(({ Math }) => Math.max)", [1]],
])("%s", (expression, expected) => {
  expect(evaluateText(expression, scope)).toEqual(expected);
});

test.each<[string, string]>([
  ["steps.late.$return_value", 'steps.late is undefined, so it has no "$return_value".'],
  [`${ORDER}.note.text`, 'is null, so it has no "text".'],
  ["order.name", 'there is nothing called "order"; there is steps, process.'],
  ["'a' - 1", "- needs two numbers, got a string and a number."],
  ["'a' + null", "say what to write instead"],
  ["'a' + {}", "an object cannot be part of a text"],
  ["1 < '2'", "< needs two numbers or two texts, got a number and a string."],
  ["undefined > 1", "> needs two numbers or two texts, got undefined and a number."],
  ["`x${undefined}`", "a part of the text is undefined"],
  ["'abc'.includes('b', 1)", "includes takes 1 arguments here, got 2."],
  ["'abc'.includes(1)", "includes needs a text as argument 1, got a number."],
  ["[1].map(1)", "map needs a function"],
  ["[].map()", "map needs a function"],
  ["[1, 'a'].toSorted()", "toSorted needs a list of texts or a list of numbers."],
  ["[1].reduce((a, b) => a + b)", "reduce needs a start value"],
  ["'a'.match('b')", 'a string has no method "match" that is allowed.'],
  ["steps.order.save()", 'an object has no method "save" that is allowed.'],
  ["(1).toFixed(200)", "toFixed takes 0 to 100 digits, got 200."],
  ["'a'.repeat(-1)", "repeat needs a whole number from 0, got -1."],
  ["a b", "is not closed with }}"],
  ["1 +", "cannot be read"],
  ["", "cannot be read"],
  ["a, b", "SequenceExpression is not allowed"],
  ["[...'ab']", "only a list can be spread into a list, got a string."],
])("%s fails and says: %s", (expression, message) => {
  expect(() => evaluateText(expression, scope)).toThrow(ExpressionError);
  expect(() => evaluateText(expression, scope)).toThrow(message);
});

test("a text that is one expression keeps the type; another is filled in", () => {
  const props = {
    number: "{{steps.trigger.event.orderId}}",
    list: "{{ steps.trigger.event.tags }}",
    text: "Order {{steps.order.$return_value.name}}: {{steps.trigger.event.orderId}} {{ { a: { b: 1 } } }}",
    untouched: 60,
    plain: "no expression { here }",
    deep: { list: ["{{process.env.SITE}}", 1], "{{key}}": null },
    left: "{{steps.order.$return_value.missing}}",
    empty: "",
  };
  expect(resolveProps(props, scope)).toEqual({
    number: 5,
    list: ["gift", "b2b"],
    text: 'Order #1001: 5 {"a":{"b":1}}',
    untouched: 60,
    plain: "no expression { here }",
    deep: { list: ["LDN", 1], "{{key}}": null },
    empty: "",
  });
});

test("a missing value is not written into a text", () => {
  expect(() => resolveProps({ note: "Gift for {{steps.order.$return_value.note}}" }, scope)).toThrow(
    "is null where a text is written",
  );
});

test("an error names the expression, and says that nothing was sent", () => {
  try {
    evaluateText("steps.order.$return_value.note.text", scope);
    throw new Error("not reached");
  } catch (error) {
    expect(error).toMatchObject({
      code: "expression-failed",
      retry: "never",
      effect: "nothing-sent",
      expression: "steps.order.$return_value.note.text",
    });
  }
});

test.each([
  ["{{steps.trigger.event.orderId}}", true],
  ["steps.trigger.event.orderId > 5", false],
  ["steps.order.$return_value.note", false],
  ["{{ steps.order.$return_value.lines.length === 2 }}", true],
])("the condition %s holds: %s", (condition, expected) => {
  expect(conditionHolds(condition, scope)).toBe(expected);
});

test("data of the scope is not changed by an expression", () => {
  const before = JSON.stringify(scope);
  evaluateText(`${ORDER}.lines.concat([1]).toReversed().map(x => ({ ...x, sku: 'changed' }))`, scope);
  expect(JSON.stringify(scope)).toBe(before);
});

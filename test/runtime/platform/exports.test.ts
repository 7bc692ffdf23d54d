import { expect, test } from "@jest/globals";
import * as real from "@pipedream/platform";
import * as shim from "../../../runtime/platform/index.ts";

type Fn = (...args: unknown[]) => unknown;

/** What a call gave or threw, comparable between the two packages. */
function outcome(call: () => unknown): unknown {
  try {
    return { gave: call() };
  } catch (error) {
    return { threw: (error as Error).name, message: (error as Error).message, ...(error as object) };
  }
}

test("offers every name that the package offers", () => {
  const offered = new Set(Object.keys(shim));
  // `default` and `module.exports` are what Node adds to a CommonJS package.
  const missing = Object.keys(real).filter(
    (name) => !offered.has(name) && !/^(default|module\.exports|__esModule)$/.test(name),
  );
  expect(missing).toEqual([]);
  expect(shim.HTTP_METHODS).toEqual(real.HTTP_METHODS);
  expect(shim.END_NEEDLE).toBe(real.END_NEEDLE);
  expect(shim.PD_OFFICIAL_GMAIL_OAUTH_CLIENT_ID).toBe(real.PD_OFFICIAL_GMAIL_OAUTH_CLIENT_ID);
  expect([shim.$event, shim.$send]).toEqual([real.$event, real.$send]);
});

test("$end throws the package's marked error", () => {
  const marks = (end: (message?: string) => void, message: string | undefined): unknown => {
    const thrown = outcome(() => end(message)) as { __pd_end: { ts: string } };
    expect(Number.isNaN(Date.parse(thrown.__pd_end.ts))).toBe(false);
    return { ...thrown, __pd_end: { ...thrown.__pd_end, ts: "then" } };
  };
  for (const message of ["done", undefined]) expect(marks(shim.$end, message)).toEqual(marks(real.$end, message));
});

test("the methods of sqlProp and sqlProxy ask to be overridden, in the package's words", () => {
  const methodsOf = ({ sqlProp, sqlProxy }: { sqlProp: object; sqlProxy: object }): [string, Fn][] =>
    [sqlProp, sqlProxy].flatMap((mixin) => Object.entries((mixin as { methods: Record<string, Fn> }).methods));
  const outcomes = (all: [string, Fn][]): unknown => all.map(([name, method]) => [name, outcome(() => method({}))]);
  expect(outcomes(methodsOf(shim))).toEqual(outcomes(methodsOf(real)));
  expect(methodsOf(shim)).toHaveLength(5);
});

const SAMPLES: readonly [kind: keyof typeof shim.sendTypeMap, config: unknown][] = [
  ["http", { method: "GET", url: "https://example.com" }],
  ["http", { method: "get", url: "https://example.com" }],
  [
    "http",
    { method: "POST", url: "https://example.com", data: { a: 1 }, auth: { username: "u", password: "p" }, more: 1 },
  ],
  ["http", { method: "POST", url: "https://example.com", auth: { username: "u" } }],
  ["http", { method: "GET", url: 1 }],
  ["email", {}],
  ["email", { subject: "s", text: "t", html: 5 }],
  ["emit", { raw_event: { a: 1 }, event: {} }],
  ["emit", { event: {} }],
  ["s3", { bucket: "b", payload: "p", prefix: "x", more: 1 }],
  ["s3", {}],
  ["sql", { payload: [1], table: "t" }],
  ["sse", { channel: 1, payload: {} }],
  ["snowflake", {}],
  ["http", null],
];

test.each(SAMPLES)("checks a send over %s as the package does: %j", (kind, config) => {
  const theirs = real.sendTypeMap[kind] as unknown as typeof shim.SendConfigHTTP;
  const ours = shim.sendTypeMap[kind];
  expect(ours.name).toBe(theirs.name);
  expect(ours.is(config)).toBe(theirs.is(config));
  const [left, right] = [ours.decode(config), theirs.decode(config)];
  expect(left._tag).toBe(right._tag);
  if (left._tag === "Right") expect(left).toEqual(right);
  const check = (all: object): Fn => (all as Record<string, Fn>)[kind]!;
  expect(outcome(() => check(shim.$sendConfigRuntimeTypeChecker)(config))).toEqual(
    outcome(() => check(real.$sendConfigRuntimeTypeChecker)(config)),
  );
});

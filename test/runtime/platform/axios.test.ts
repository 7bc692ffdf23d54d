import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import * as real from "@pipedream/platform";
import * as shim from "../../../runtime/platform/index.ts";
import { startEchoServer } from "./echo-server.ts";
import type { EchoServer, SeenRequest } from "./echo-server.ts";

let server: EchoServer;
beforeAll(async () => {
  server = await startEchoServer();
});
afterAll(() => server.close());

beforeEach(() => {
  jest.spyOn(globalThis.console, "log").mockImplementation(() => undefined);
});

type Config = Record<string, unknown>;
interface Outcome {
  readonly seen: SeenRequest[];
  readonly result?: unknown;
  readonly error?: Record<string, unknown>;
  readonly step: unknown;
  readonly exports: [string, unknown][];
  readonly config: Config;
}

const packages = { real, shim } as unknown as Record<"real" | "shim", typeof shim>;

/** Everything that can be seen of one call: requests, result or error, exports, and what became of the arguments. */
async function outcomeOf(
  which: "real" | "shim",
  makeConfig: () => Config,
  makeStep: (exports: [string, unknown][]) => unknown,
  sign?: shim.OAuth1SignConfig,
): Promise<Outcome> {
  server.seen.length = 0;
  const exports: [string, unknown][] = [];
  const step = makeStep(exports);
  const config = makeConfig();
  const outcome: { result?: unknown; error?: Record<string, unknown> } = {};
  try {
    const result = await packages[which].axios(step, config, sign);
    outcome.result = config["returnFullResponse"] === true ? fullResponse(result) : result;
  } catch (error) {
    const { name, message, code, response } = error as Record<string, unknown>;
    const left = ["config", "request", "stack"].filter((key) => Object.hasOwn(error as object, key));
    outcome.error = { name, message, code, left, response: fullResponse(response) };
  }
  const { paramsSerializer: _serializer, ...plainConfig } = config;
  return {
    ...outcome,
    seen: [...server.seen],
    step: plain(step),
    exports: plain(exports) as [string, unknown][],
    config: plainConfig,
  };
}

function fullResponse(response: unknown): unknown {
  if (typeof response !== "object" || response === null) return response;
  const { status, statusText, headers, data } = response as Record<string, unknown>;
  return { status, statusText, headers: plain(headers), data, keys: Object.keys(response).sort() };
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

const noStep = (): undefined => undefined;
const component = (): Config => ({ own: 1 });
const dollar = (exports: [string, unknown][]): Config => ({
  export: (name: string, value: unknown) => void exports.push([name, value]),
  context: { id: "run" },
});
const dollarWithoutContext = (exports: [string, unknown][]): Config => ({
  export: (name: string, value: unknown) => void exports.push([name, value]),
});
const contextOnly = (): Config => ({ context: { id: "run" } });

test.each<[string, (url: string) => Config, (exports: [string, unknown][]) => unknown]>([
  ["a plain GET", (url) => ({ url: `${url}/orders` }), noStep],
  [
    "undefined headers, params and data fields",
    (url) => ({
      method: "POST",
      url: `${url}/orders`,
      headers: { "x-a": "1", "x-b": undefined },
      params: { a: 1, b: undefined },
      data: { c: 1, d: undefined, e: null },
    }),
    noStep,
  ],
  [
    "a query in the URL, which params win over",
    (url) => ({ url: `${url}/o?a=1&b=two%20words&c=x%26y`, params: { a: "given" } }),
    noStep,
  ],
  ["a query in the URL without params", (url) => ({ url: `${url}/o?a=1&b=2` }), noStep],
  ["an empty query", (url) => ({ url: `${url}/o?` }), noStep],
  ["a base URL with a path", (url) => ({ baseURL: url, url: "/api/o?page=2", params: { size: 1 } }), noStep],
  [
    "data as text",
    (url) => ({ method: "PUT", url: `${url}/o`, data: "<xml/>", headers: { "content-type": "text/xml" } }),
    noStep,
  ],
  ["data as a list", (url) => ({ method: "POST", url: `${url}/o`, data: [1, undefined, 2] }), noStep],
  ["the full response", (url) => ({ url: `${url}/o`, returnFullResponse: true }), noStep],
  ["debug on an action's $", (url) => ({ url: `${url}/o`, debug: true }), dollar],
  ["debug on a component's this", (url) => ({ url: `${url}/o`, debug: true }), component],
  ["debug without a step", (url) => ({ url: `${url}/o`, debug: true }), noStep],
  ["an error on an action's $", (url) => ({ url: `${url}/status/422`, headers: { authorization: "secret" } }), dollar],
  ["an error on a step without context", (url) => ({ url: `${url}/status/404` }), dollarWithoutContext],
  ["an error on a step with context and no export", (url) => ({ url: `${url}/status/500` }), contextOnly],
  ["an error on a component's this", (url) => ({ url: `${url}/status/503?a=1` }), component],
  ["an error without a step", (url) => ({ url: `${url}/status/401` }), noStep],
  ["a body", (url) => ({ url: `${url}/o`, body: { a: 1 } }), noStep],
  ["a URL that is none", () => ({ url: "/orders" }), noStep],
])("does what the package does with %s", async (_what, makeConfig, makeStep) => {
  const expected = await outcomeOf("real", () => makeConfig(server.url), makeStep);
  const actual = await outcomeOf("shim", () => makeConfig(server.url), makeStep);
  expect(actual).toEqual(expected);
});

test.each<[string, (url: string) => Config]>([
  ["params", (url) => ({ url: `${url}/o?a=it's`, params: { b: "(1)*!" } })],
  [
    "form data",
    (url) => ({
      method: "POST",
      url: `${url}/o`,
      data: { a: 1 },
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    }),
  ],
  [
    "JSON data",
    (url) => ({ method: "post", url: `${url}/o`, data: { a: 1 }, headers: { "content-type": "application/json" } }),
  ],
  ["text data", (url) => ({ method: "post", url: `${url}/o`, data: "a=1&b=2" })],
])("signs a request with %s as the package does", async (_what, makeConfig) => {
  const sign = { oauthSignerUri: `${server.url}/sign`, token: { key: "k" } };
  const expected = await outcomeOf("real", () => makeConfig(server.url), noStep, sign);
  const actual = await outcomeOf("shim", () => makeConfig(server.url), noStep, sign);
  expect(actual).toEqual(expected);
  expect(actual.seen.map((request) => request.url.split("?")[0])).toEqual(["/sign", "/o"]);
  expect(actual.seen[1]?.headers["authorization"]).toBe("OAuth signed");
});

async function instanceOutcome(which: "real" | "shim", config: Config, request: Config): Promise<unknown> {
  server.seen.length = 0;
  try {
    const instance = packages[which].axios.create({ baseURL: server.url, ...config });
    const result: unknown = await instance.request(request);
    return { result: config["returnFullResponse"] === true ? fullResponse(result) : result, seen: [...server.seen] };
  } catch (error) {
    const { name, message, code } = error as Record<string, unknown>;
    return { name, message, code, seen: [...server.seen] };
  }
}

test.each<[string, Config, Config]>([
  ["gives the data", {}, { url: "/o", params: { a: 1, b: undefined } }],
  ["moves the query", {}, { url: "/o?x=1", params: { x: 2 } }],
  ["gives the response", { returnFullResponse: true }, { url: "/o" }],
  ["turns an error", {}, { url: "/status/409" }],
])("an instance %s as the package's does", async (_what, config, request) => {
  expect(await instanceOutcome("shim", config, request)).toEqual(await instanceOutcome("real", config, request));
});

test("keeps credentials out of the error when nothing answered, which the package does not", async () => {
  const call = shim.axios(undefined, { url: "http://127.0.0.1:1/", headers: { authorization: "secret" }, debug: true });
  const error = await call.then(
    () => new Error("expected a rejection"),
    (thrown: unknown) => thrown as Error & { code?: string },
  );
  expect(error).toMatchObject({ code: "ECONNREFUSED" });
  expect(Object.hasOwn(error, "config")).toBe(false);
});

test("the log of a debug call does not show the request, which holds credentials", async () => {
  const log = jest.spyOn(globalThis.console, "log").mockImplementation(() => undefined);
  log.mockClear();
  await shim.axios({}, { url: `${server.url}/o`, headers: { authorization: "secret" }, debug: true });
  expect(log.mock.calls.flat()).toEqual(["export: debug_config", "export: debug_response"]);
});

test("a ConfigurationError is known by its name", () => {
  for (const { ConfigurationError } of [real, shim]) {
    const error = new ConfigurationError("no scope");
    expect(error).toMatchObject({ name: "ConfigurationError", exposeStack: false, message: "no scope" });
    expect(Object.keys(error).sort()).toEqual(["exposeStack", "name"]);
    expect(new ConfigurationError("no scope", true)).toMatchObject({ message: "no scope", exposeStack: true });
  }
});

const circle: Record<string, unknown> = { a: 1, list: [1, { b: undefined }], big: 5 };
circle["self"] = circle;

test.each<[string, unknown]>([
  ["an object", { a: [1, null, undefined], when: new Date(0) }],
  ["a circle", circle],
  ["undefined", undefined],
  ["a function", () => 1],
  ["a text", "x"],
])("cloneSafe keeps of %s what the package keeps", (_what, value) => {
  expect(shim.cloneSafe(value)).toEqual(real.cloneSafe(value));
});

test("polls every 15 minutes by default, as the package does", () => {
  expect(shim.DEFAULT_POLLING_SOURCE_TIMER_INTERVAL).toBe(real.DEFAULT_POLLING_SOURCE_TIMER_INTERVAL);
});

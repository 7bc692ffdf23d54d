import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { inspect } from "node:util";
import axios, { AxiosError } from "axios";
import type { AxiosAdapter } from "axios";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ServerResponse } from "node:http";
import { clientFor, CREDENTIALS, failureOf, impatient } from "./support/clients.ts";
import { sendSoap } from "./support/soap-test-server.ts";
import { startSmallPeoplevox } from "./support/small-peoplevox.ts";
import type { SmallPeoplevox } from "./support/small-peoplevox.ts";

let peoplevox: SmallPeoplevox;
beforeEach(async () => {
  peoplevox = await startSmallPeoplevox({ "Sales orders": [{ SalesOrderNumber: "SO-1", Status: "New" }] });
});
afterEach(() => peoplevox.close());

const row = [{ SalesOrderNumber: "SO-1", OnHold: "true" }];

/** Answers everything but Authenticate in this way. */
function misbehave(how: (response: ServerResponse) => void) {
  peoplevox.intercept = (request, response) => {
    if (request.operation === "Authenticate") return false;
    how(response);
    return true;
  };
}

/** How often each way of failing is met, and what it means for a read and for a write. */
const WAYS: readonly [
  string,
  (response: ServerResponse) => void,
  { code: string; triesOfWrite: number; write: object },
][] = [
  [
    "the connection ends before the answer",
    (response) => response.destroy(),
    { code: "peoplevox-unreachable", triesOfWrite: 1, write: { retry: "only-after-checking", effect: "unknown" } },
  ],
  [
    "no answer comes in time",
    () => undefined,
    { code: "peoplevox-unreachable", triesOfWrite: 1, write: { retry: "only-after-checking", effect: "unknown" } },
  ],
  [
    "the answer is cut off",
    (response) => {
      response.writeHead(200, { "Content-Length": "1000" }).write("<soap:Envelope");
      setTimeout(() => response.destroy(), 10);
    },
    { code: "peoplevox-unreachable", triesOfWrite: 1, write: { retry: "only-after-checking", effect: "unknown" } },
  ],
  [
    "a web page comes back",
    (response) => response.writeHead(503).end("<html><title>Maintenance</title></html>"),
    { code: "peoplevox-html-page", triesOfWrite: 1, write: { retry: "only-after-checking", effect: "unknown" } },
  ],
  [
    "the request is redirected",
    (response) => response.writeHead(302, { Location: "https://elsewhere.example/" }).end(),
    {
      code: "peoplevox-unreadable-answer",
      triesOfWrite: 1,
      write: { retry: "only-after-checking", effect: "unknown" },
    },
  ],
  [
    "Peoplevox throttles",
    (response) => response.writeHead(429, { "Retry-After": "3" }).end(),
    {
      code: "peoplevox-throttled",
      triesOfWrite: 4,
      write: { retry: "safe", effect: "not-applied", retryAfterMs: 3000 },
    },
  ],
];

describe.each(WAYS)("when %s", (_, how, { code, triesOfWrite, write }) => {
  const profile = { timeoutMs: 300 };

  test("a read changed nothing and is tried four times", async () => {
    misbehave(how);
    const error = await failureOf(clientFor(peoplevox.url, profile).getData("salesOrders", {}));
    expect(error).toMatchObject({ code, retry: "safe", effect: "not-applied" });
    expect(peoplevox.counts()["GetData"]).toBe(4);
  });

  test("a write says what may have happened, and is repeated only when that is safe", async () => {
    misbehave(how);
    const error = await failureOf(clientFor(peoplevox.url, profile).saveData("salesOrders", 0, row));
    expect(error).toMatchObject({ code, ...write });
    expect(peoplevox.counts()["SaveData"]).toBe(triesOfWrite);
  });
});

test("a read that fails once succeeds at the second try", async () => {
  let failures = 0;
  peoplevox.intercept = (request, response) => {
    if (request.operation !== "GetData" || failures > 0) return false;
    failures += 1;
    response.destroy();
    return true;
  };
  expect((await clientFor(peoplevox.url).getData("salesOrders", {})).totalCount).toBe(1);
});

test("throttling makes everybody wait at least as long as Peoplevox asked", async () => {
  const waiting = impatient();
  const arrivals: number[] = [];
  peoplevox.intercept = (request, response) => {
    if (request.operation === "Authenticate") return false;
    arrivals.push(waiting.now());
    if (arrivals.length > 1) return false;
    response.writeHead(429, { "Retry-After": "9" }).end();
    return true;
  };
  const others: Promise<unknown>[] = [];
  const client = clientFor(
    peoplevox.url,
    {},
    {
      waiting,
      onRequest: ({ outcome }) => {
        if (outcome === "peoplevox-throttled") others.push(client.getData("salesOrders", {}));
      },
    },
  );
  await client.getData("salesOrders", {});
  await Promise.all(others);
  const [throttledAt = 0, ...later] = arrivals;
  expect(later).toHaveLength(2);
  for (const arrivedAt of later) expect(arrivedAt - throttledAt).toBeGreaterThanOrEqual(9000);
  expect(Math.min(...later) - throttledAt).toBeLessThan(20_000);
});

describe("a host that cannot be reached", () => {
  let closed: Server;
  let port: number;
  beforeEach(async () => {
    closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    port = (closed.address() as AddressInfo).port;
    await new Promise((resolve) => closed.close(resolve));
  });

  test.each(["getData", "saveData"] as const)("leaves nothing changed by %s: nothing was sent", async (call) => {
    const client = clientFor(`http://127.0.0.1:${String(port)}/acme1234/resources/integrationservicev4.asmx`);
    const error = await failureOf(
      call === "getData" ? client.getData("salesOrders", {}) : client.saveData("salesOrders", 0, row),
    );
    expect(error).toMatchObject({ code: "peoplevox-unreachable", retry: "safe", effect: "nothing-sent" });
    expect(error.message).toContain(`127.0.0.1:${String(port)}`);
    expect(error.message).toContain("ECONNREFUSED");
  });
});

test("a name that cannot be looked up, or a host that speaks no TLS, was never sent anything", async () => {
  const adapter: AxiosAdapter = (config) =>
    Promise.reject(new AxiosError("getaddrinfo ENOTFOUND wms.invalid", "ENOTFOUND", config));
  const nameless = clientFor("http://wms.invalid/acme1234", {}, { http: axios.create({ adapter }) });
  const plain = clientFor(peoplevox.url.replace("http:", "https:"));
  for (const client of [nameless, plain]) {
    const error = await failureOf(client.saveData("salesOrders", 0, row));
    expect(error).toMatchObject({ code: "peoplevox-unreachable", retry: "safe", effect: "nothing-sent" });
  }
  expect(peoplevox.requests).toEqual([]);
});

describe("secrets", () => {
  const echo = `no session 11112222-3333-4444-5555-000000000001 for secret-password (c2VjcmV0LXBhc3N3b3Jk)`;

  test.each<[string, (response: ServerResponse) => void]>([
    ...WAYS.map(([name, how]): [string, (response: ServerResponse) => void] => [name, how]),
    [
      "Peoplevox refuses and echoes them",
      (response) => sendSoap(response, "GetData", { responseId: -1, detail: echo }),
    ],
    ["a web page echoes them", (response) => response.writeHead(500).end(`<html><title>${echo}</title></html>`)],
    [
      "a SOAP fault echoes them",
      (response) =>
        response
          .writeHead(500)
          .end(
            `<s:Envelope><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>${echo}</faultstring></s:Fault></s:Body></s:Envelope>`,
          ),
    ],
  ])("are nowhere in the error when %s", async (_, how) => {
    misbehave(how);
    const error = await failureOf(clientFor(peoplevox.url, { timeoutMs: 300 }).getData("salesOrders", {}));
    const everything = inspect(error, { depth: 20, showHidden: true });
    expect(everything).toContain(String(error.code));
    expect(everything).not.toMatch(/secret-password|c2VjcmV0LXBhc3N3b3Jk|11112222-3333/);
  });

  test("are nowhere in the error when logging in fails", async () => {
    const credentials = { ...CREDENTIALS, username: "somebody" };
    peoplevox.intercept = (request, response) => {
      sendSoap(response, request.operation, { responseId: -1, detail: `wrong: ${request.text("password")}` });
      return true;
    };
    const error = await failureOf(clientFor(peoplevox.url, {}, { credentials }).getData("salesOrders", {}));
    expect(error.message).toBe('Peoplevox refused to log us in: "wrong: [secret]". Nothing was changed.');
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/secret-password|c2VjcmV0LXBhc3N3b3Jk/);
  });
});

test("each request is reported with operation, subject and outcome, and without any value", async () => {
  const reports: unknown[] = [];
  const client = clientFor(peoplevox.url, {}, { onRequest: (report) => reports.push(report) });
  await client.getData("salesOrders", { search: 'SalesOrderNumber.Equals("SO-1")' });
  misbehave((response) => response.destroy());
  await failureOf(client.saveData("salesOrders", 0, row));
  expect(reports).toMatchObject([
    { operation: "Authenticate", subject: "", outcome: "ok" },
    { operation: "GetData", subject: "Sales orders", outcome: "ok" },
    { operation: "SaveData", subject: "Sales orders", outcome: "peoplevox-unreachable" },
  ]);
  expect(JSON.stringify(reports)).not.toContain("SO-1");
});

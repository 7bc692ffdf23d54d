import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clientFor, CREDENTIALS, failureOf, impatient } from "./support/clients.ts";
import { sendSoap } from "./support/soap-test-server.ts";
import { startSmallPeoplevox } from "./support/small-peoplevox.ts";
import type { SmallPeoplevox } from "./support/small-peoplevox.ts";

let peoplevox: SmallPeoplevox;
beforeEach(async () => {
  peoplevox = await startSmallPeoplevox({ "Sales orders": [{ SalesOrderNumber: "SO-1", Status: "New" }] });
});
afterEach(() => peoplevox.close());

const search = { search: 'SalesOrderNumber.Equals("SO-1")' };

describe("a session", () => {
  test("is made once for many calls, at the same time and later", async () => {
    const client = clientFor(peoplevox.url);
    await Promise.all(Array.from({ length: 10 }, () => client.getData("salesOrders", search)));
    await client.getData("salesOrders", search);
    expect(peoplevox.counts()).toEqual({ Authenticate: 1, GetData: 11 });
  });

  test("that is over is made anew once, and the refused calls are repeated", async () => {
    const client = clientFor(peoplevox.url);
    await client.getData("salesOrders", search);
    peoplevox.expireSessions();
    const pages = await Promise.all(Array.from({ length: 4 }, () => client.getData("salesOrders", search)));
    expect(pages.map((page) => page.totalCount)).toEqual([1, 1, 1, 1]);
    expect(peoplevox.counts()).toEqual({ Authenticate: 2, GetData: 1 + 4 + 4 });
  });

  test("that ends at a write is renewed and the write repeated once", async () => {
    const client = clientFor(peoplevox.url);
    await client.getData("salesOrders", search);
    peoplevox.expireSessions();
    await client.saveData("salesOrders", 0, [{ SalesOrderNumber: "SO-1", OnHold: "true" }]);
    expect(peoplevox.tables["Sales orders"]?.[0]).toMatchObject({ OnHold: "true" });
    expect(peoplevox.counts()).toEqual({ Authenticate: 2, GetData: 1, SaveData: 2 });
  });

  test("is renewed before it fails when nothing was called for 29 minutes", async () => {
    let now = 0;
    const client = clientFor(peoplevox.url, {}, { waiting: { ...impatient(), now: () => now } });
    await client.getData("salesOrders", search);
    now = 28 * 60_000;
    await client.getData("salesOrders", search);
    now += 29 * 60_000;
    await client.getData("salesOrders", search);
    expect(peoplevox.counts()).toEqual({ Authenticate: 2, GetData: 3 });
  });

  test("that is refused as soon as it was given points to the region and ends there", async () => {
    peoplevox.intercept = (request, response) => {
      if (request.operation !== "GetData") return false;
      sendSoap(response, "GetData", { responseId: -1, detail: "System : Security - Session Expired" });
      return true;
    };
    const error = await failureOf(clientFor(peoplevox.url).getData("salesOrders", search));
    expect(error).toMatchObject({ code: "peoplevox-credentials-refused", retry: "never", effect: "not-applied" });
    expect(error.message).toContain('region "default"');
    expect(peoplevox.counts()).toEqual({ Authenticate: 2, GetData: 2 });
  });
});

describe("logging in", () => {
  test("sends the password in base64, and as it is in the US region", async () => {
    await clientFor(peoplevox.url).getData("salesOrders", search);
    await failureOf(clientFor(peoplevox.url, { region: "us" }).getData("salesOrders", search));
    const passwords = peoplevox.requests
      .filter(({ operation }) => operation === "Authenticate")
      .map((r) => r.text("password"));
    expect(passwords).toEqual(["c2VjcmV0LXBhc3N3b3Jk", "secret-password"]);
  });

  test("that is refused is not tried again by each waiting call, so that the user is not locked out", async () => {
    let now = 0;
    const credentials = { ...CREDENTIALS, password: "wrong-password" };
    const client = clientFor(peoplevox.url, {}, { credentials, waiting: { ...impatient(), now: () => now } });
    const errors = await Promise.all(
      Array.from({ length: 20 }, () => failureOf(client.getData("salesOrders", search))),
    );
    errors.push(await failureOf(client.getData("salesOrders", search)));
    expect(new Set(errors.map((error) => error.code))).toEqual(new Set(["peoplevox-credentials-refused"]));
    expect(errors[0]?.message).toBe(
      'Peoplevox refused to log us in: "System : Security:Invalid Username or Password". Nothing was changed.',
    );
    expect(peoplevox.counts()).toEqual({ Authenticate: 1 });

    now = 31_000;
    await failureOf(client.getData("salesOrders", search));
    expect(peoplevox.counts()).toEqual({ Authenticate: 2 });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AREAS } from "../../../runtime/api/contract/all.ts";
import { ROLES } from "../../../runtime/api/contract/route-table.ts";
import type { Route } from "../../../runtime/api/contract/route-table.ts";
import { ownPath } from "../../../runtime/api/auth/oidc-desk.ts";
import { csvOf } from "../../../runtime/api/recipes/csv.ts";
import { saveConnection } from "../../../runtime/store/connections-store.ts";
import { writeAuditEntry } from "../../../runtime/store/audit-log.ts";
import { refuseUnguardedBind } from "../../../runtime/cli/serving/public-bind.ts";
import { configSchema } from "../../../runtime/connections/config-schema.ts";
import { openApiWorld } from "./api-world.ts";
import type { ApiWorld } from "./api-world.ts";
import type { Browser } from "./browser.ts";
import { startIdentityProvider } from "./identity-provider.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { testIdentityProvider, trusting } from "./identity-provider-rules.ts";

const ROUTES: readonly (readonly [string, Route])[] = Object.entries(AREAS).flatMap(([area, table]) =>
  Object.entries<Route>(table).map(([name, route]) => [`${area}.${name}`, route] as const),
);
const GUARDED = ROUTES.filter(([, { role }]) => role !== "anyone");
const SECRETS = [
  "shpat_planted-token",
  "planted-client-secret",
  "planted-password",
  "https://hooks.example/planted-key",
];

let provider: IdentityProvider;
let world: ApiWorld;
let people: Readonly<Record<(typeof ROLES)[number], Browser>>;

beforeAll(async () => {
  provider = await startIdentityProvider();
  world = await openApiWorld({ console: trusting(provider) }, { fetch: provider.fetch });
  const { database, vault } = world.store;
  const [token, clientSecret, password, channel] = SECRETS;
  await saveConnection(database, vault, {
    name: "planted-shop",
    type: "shopify",
    fields: { shopifyShop: "planted.myshopify.com", shopifyAccessToken: token, shopifyClientSecret: clientSecret },
  });
  await saveConnection(database, vault, {
    name: "planted-warehouse",
    type: "peoplevox",
    fields: {
      peoplevoxUrl: "127.0.0.1:9",
      peoplevoxClientId: "x",
      peoplevoxUsername: "u",
      peoplevoxPassword: password,
    },
  });
  await saveConnection(database, vault, {
    name: "planted-alerts",
    type: "alert",
    fields: { alertChannels: [`floor slack ${channel ?? ""}`] },
  });
  await world.served.installation.reload();
  people = {
    operator: await world.signedIn("Olga", "operator"),
    editor: await world.signedIn("Eddie", "editor"),
    admin: await world.signedIn("Ada", "admin"),
  };
}, 60_000);

afterAll(async () => {
  await world.close();
  await provider.close();
});

const placed = ({ path }: Route): string => path.replaceAll(/:\w+/g, "1");

describe("without a session", () => {
  test.each(GUARDED)("%s answers nothing", async (_name, route) => {
    const { status, body } = await world.visitor().call(route.method, placed(route), noBody(route));
    expect([status, body]).toMatchObject([401, { error: { code: "not-signed-in" } }]);
  });

  test("neither the description of the API nor an unknown path answers anything", async () => {
    const { served } = world;
    for (const path of ["/api/openapi.json", "/api/v1/nothing", "/api/nothing"]) {
      expect((await world.visitor().get(served.consoleUrl + path)).status).toBe(401);
    }
  });

  test("the console's page, webhooks and health are there, and the page says nothing of the installation", async () => {
    const visitor = world.visitor();
    const { consoleUrl } = world.served;
    const page = await visitor.get(`${consoleUrl}/runs`);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'.*script-src 'self';/);
    expect(page.headers.get("content-security-policy")).not.toMatch(/unsafe/);
    expect((await visitor.get(`${consoleUrl}/healthz`)).body).toEqual({ ok: true });
    expect((await visitor.get(`${consoleUrl}/hooks/none`)).status).toBe(404);
    expect((await visitor.get(`${consoleUrl}/no-such-file.js`)).status).toBe(404);
  });
});

describe("a role", () => {
  const forbidden = GUARDED.flatMap(([name, route]) =>
    ROLES.filter((role) => ROLES.indexOf(role) < ROLES.indexOf(route.role as (typeof ROLES)[number])).map(
      (role) => [role, name, route] as const,
    ),
  );

  test.each(forbidden)("%s may not use %s", async (role, _name, route) => {
    const { status, body } = await people[role].call(route.method, placed(route), noBody(route));
    expect([status, body]).toMatchObject([403, { error: { code: "not-allowed" } }]);
  });

  test("that suffices is not refused: every route that reads lets its least role in", async () => {
    const reads = GUARDED.filter(([, { method, answers = "json" }]) => method === "GET" && answers !== "stream");
    for (const [name, route] of reads) {
      const { status } = await people[route.role as (typeof ROLES)[number]].get(placed(route));
      expect([name, status]).not.toEqual([name, 401]);
      expect([name, status]).not.toEqual([name, 403]);
      expect([name, status]).not.toEqual([name, 500]);
    }
  }, 30_000);
});

describe("a change", () => {
  const unsafe = GUARDED.filter(([, { method }]) => method !== "GET");

  test.each(unsafe)("%s is refused without the session's token, and from another page", async (_name, route) => {
    const ada = people.admin;
    const without = await ada.call(route.method, placed(route), { ...noBody(route), headers: { "x-csrf-token": "" } });
    expect([without.status, without.body]).toMatchObject([403, { error: { code: "csrf" } }]);
    const foreign = await ada.call(route.method, placed(route), {
      ...noBody(route),
      headers: { origin: "https://evil.example" },
    });
    expect([foreign.status, foreign.body]).toMatchObject([403, { error: { code: "foreign-page" } }]);
  });

  test("is refused with another session's token", async () => {
    const headers = { "x-csrf-token": people.editor.csrf };
    expect((await people.admin.post("/sign-out", {}, headers)).status).toBe(403);
  });

  test("is refused in any other form than JSON, and above 1 MB", async () => {
    const form = await people.admin.post("/users", "name=x", { "content-type": "application/x-www-form-urlencoded" });
    expect([form.status, form.body]).toMatchObject([415, { error: { code: "not-json" } }]);
    const large = await people.admin.post("/users", { name: "x".repeat(1_100_000) });
    expect([large.status, large.body]).toMatchObject([413, { error: { code: "too-large" } }]);
    const broken = await people.admin.post("/users", "{", {});
    expect([broken.status, broken.body]).toMatchObject([400, { error: { code: "not-json" } }]);
  });

  test("is in the audit log with who, what, before and after, and without secrets", async () => {
    const added = await people.admin.post("/users", { name: "Nina", email: "Nina@Example.com", role: "operator" });
    const { id } = added.body as { id: string };
    await people.admin.call("PATCH", `/users/${id}`, { body: { role: "editor" } });
    const { url } = (await people.admin.post(`/users/${id}/link`)).body as { url: string };
    const { body, text } = await people.admin.get("/audit?what=people&limit=3");
    expect(body).toMatchObject({
      items: [
        { by: "Ada", what: "people.makeLink", subject: "Nina", from: "127.0.0.1" },
        { what: "people.changeUser", before: { role: "operator" }, after: { role: "editor" } },
        { what: "people.createUser", subject: "Nina", after: { email: "nina@example.com" } },
      ],
    });
    expect(text).not.toContain(url.split("#")[1]);
    const part = await people.admin.get("/audit?by=ad&subject=nin&what=people.createUser");
    expect((part.body as { items: object[] }).items).toHaveLength(1);
    const csv = await people.admin.get("/audit.csv");
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="lastedit-audit.csv"');
    expect(csv.text).toMatch(/^at \(UTC\),by,/);
    expect((await people.admin.get("/gaps/latest.csv")).text).toMatch(/,Until \(UTC\),Since \(UTC\)\n/);
  });

  test("of users leaves an administrator, and never locks out the one who makes it", async () => {
    const { user } = (await people.admin.get("/session")).body as { user: { id: string } };
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { disabled: true }],
    ] as const) {
      expect((await people.admin.call(method, `/users/${user.id}`, { body })).status).toBe(409);
    }
    expect((await people.admin.call("PATCH", `/users/${user.id}`, { body: { role: "operator" } })).body).toMatchObject({
      error: { message: expect.stringMatching(/Nobody would be left/) },
    });
  });
});

describe("a session", () => {
  test("lives in a cookie that no script reads and no other site sends; a token from before never becomes one", async () => {
    const visitor = world.visitor();
    visitor.cookies.set("lastedit", "chosen-by-an-attacker");
    const link = await world.served.backend.signInLink("olga@example.com", "test");
    const answer = await visitor.takeLink(link.path);
    const cookie = answer.headers.getSetCookie()[0] ?? "";
    expect(cookie).toMatch(/^lastedit=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    const first = visitor.cookies.get("lastedit") ?? "";
    await visitor.takeLink((await world.served.backend.signInLink("olga@example.com", "test")).path);
    expect(visitor.cookies.get("lastedit")).not.toBe(first);
    visitor.cookies.set("lastedit", first);
    expect((await visitor.get("/session")).status).toBe(401);
  });

  test("begins by a link once; everyone of a user's sessions ends when they say so, or are disabled", async () => {
    const link = await world.served.backend.signInLink("nina@example.com", "test");
    const [one, two] = [world.visitor(), world.visitor()];
    const [first, second] = await Promise.all([one.takeLink(link.path), two.takeLink(link.path)]);
    expect([first.status, second.status].sort()).toEqual([200, 401]);
    const again = await world.signedIn("Nina", "operator");
    const winner = first.status === 200 ? one : two;
    expect((await again.post("/sign-out", { everywhere: true })).status).toBe(200);
    expect((await winner.get("/session")).status).toBe(401);
    const last = await world.signedIn("Nina", "operator");
    await world.served.backend.changeUser("nina@example.com", { disabled: true }, "test");
    expect((await last.get("/session")).status).toBe(401);
    await expect(world.served.backend.signInLink("nina@example.com", "test")).rejects.toThrow("disabled");
  });

  test("begins by a password that the user has set; five wrong ones lock the account, and it is said until when", async () => {
    const pat = await world.signedIn("Pat", "operator");
    const before = pat.cookies.get("lastedit");
    expect((await pat.post("/password", { next: "short" })).body).toMatchObject({
      error: { code: "bad-request", details: [{ path: "next" }] },
    });
    expect((await pat.post("/password", { next: "a horse, a battery" })).status).toBe(200);
    expect(pat.cookies.get("lastedit")).not.toBe(before);
    const visitor = world.visitor();
    expect((await visitor.signIn("PAT@example.com ", "a horse, a battery")).status).toBe(200);
    const unknown = await world.visitor().signIn("nobody@example.com", "a horse, a battery");
    const tries = [];
    for (let count = 0; count < 6; count += 1)
      tries.push(await world.visitor().signIn("pat@example.com", `wrong ${count}`));
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(tries[0]?.body).toEqual(unknown.body);
    expect(tries[5]?.body).toMatchObject({
      error: { message: expect.stringMatching(/Try again in 15 minutes, at \d{4}-/) },
    });
    expect((await world.visitor().signIn("pat@example.com", "a horse, a battery")).status).toBe(429);
    expect((await visitor.get("/session")).status).toBe(200);
  });
});

describe("the identity provider", () => {
  testIdentityProvider(
    () => world,
    () => provider,
  );
});

describe("the console's address", () => {
  test("is only answered by a name that is ours, so that no other site's name can stand for this machine", async () => {
    const { request } = await import("node:http");
    const status = await new Promise<number | undefined>((resolve) => {
      const asked = request(
        `${world.served.consoleUrl}/api/v1/sign-in/options`,
        { headers: { host: "evil.example" } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      asked.end();
    });
    expect(status).toBe(421);
  });

  test("is not opened to others while nobody could sign in properly", async () => {
    const wide = configSchema.parse({ host: "0.0.0.0" });
    const nobody = { query: () => Promise.resolve({ rows: [{ any: false }], affected: 0 }) } as never;
    await expect(refuseUnguardedBind(wide, nobody)).rejects.toThrow(/listen on 0\.0\.0\.0.*Nothing was started/);
    await expect(refuseUnguardedBind(configSchema.parse({}), nobody)).resolves.toBeUndefined();
    await expect(refuseUnguardedBind(wide, world.store.database)).resolves.toBeUndefined();
  });

  test.each([
    ["/runs?status=failed", "/runs?status=failed"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/\t/evil.example", "/"],
    [undefined, "/"],
  ])("is where signing in leads back to: %j to %s", (asked, place) => {
    expect(ownPath(asked)).toBe(place);
  });
});

describe("what is answered", () => {
  test("holds no secret, whichever route is asked by whoever may see the most", async () => {
    const reads = GUARDED.filter(([, { method, answers = "json" }]) => method === "GET" && answers !== "stream");
    const texts = [];
    for (const [name, route] of reads) {
      const value = name.startsWith("connections.") ? "planted-shop" : "send-order-edit-to-warehouse";
      texts.push((await people.admin.get(route.path.replace(":id", "1").replaceAll(/:\w+/g, value))).text);
    }
    const all = texts.join("\n");
    expect(all).toContain("planted-shop");
    for (const secret of SECRETS) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/password_?hash|argon2id\$|token_?digest/i);
  }, 30_000);

  test("is data where strangers wrote it, and text in a spreadsheet", async () => {
    const written = '<script>alert(1)</script>=HYPERLINK("x")';
    await writeAuditEntry(world.store.database, {
      by: `=cmd|' /C calc'!A0`,
      userId: null,
      what: "test.written",
      subject: written,
      before: null,
      after: null,
      fromAddress: "",
    });
    const { headers, body } = await people.admin.get("/audit?what=test");
    expect(headers.get("content-type")).toMatch("application/json");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(body).toMatchObject({ items: [{ subject: written }] });
    expect((await people.admin.get("/audit.csv")).text).toContain(`'=cmd|' /C calc'!A0`);
  });

  test.each([["=1+1"], ["+1"], ["-1"], ["@x"], ["\tx"], ["\rx"]])("begins no formula: %j", (cell) => {
    expect(csvOf(["head"], [[cell]])).toMatch(/^\uFEFFhead\n"?'/);
  });

  test("is described: every route, with its role", async () => {
    const { body } = await people.operator.get(`${world.served.consoleUrl}/api/openapi.json`);
    const { openapi, paths } = body as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect(openapi).toBe("3.1.0");
    for (const [name, { method, path }] of ROUTES) {
      const described = paths[`/api/v1${path.replaceAll(/:(\w+)/g, "{$1}")}`]?.[method.toLowerCase()];
      expect(described).toMatchObject({ operationId: name });
    }
  });
});

/** A body that JSON can be: the guard is to refuse before anybody reads it. */
function noBody({ method }: Route): { readonly body?: unknown } {
  return method === "GET" ? {} : { body: {} };
}

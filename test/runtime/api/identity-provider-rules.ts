import { expect, test } from "@jest/globals";
import type { Config } from "../../../runtime/connections/config-schema.ts";
import { configSchema } from "../../../runtime/connections/config-schema.ts";
import { roleOfClaims } from "../../../runtime/api/auth/role-of-claims.ts";
import type { ApiWorld } from "./api-world.ts";
import type { Answer, Browser } from "./browser.ts";
import type { IdentityProvider } from "./identity-provider.ts";

/** The configuration that makes LastEdit trust this provider. */
export function trusting(provider: IdentityProvider): Config["console"] {
  return configSchema.parse({
    console: {
      oidc: {
        name: "Example Ltd",
        issuer: provider.issuer,
        clientId: provider.clientId,
        clientSecret: provider.clientSecret,
        roleClaim: "realm.roles",
        roles: { "lastedit-admin": "admin", warehouse: "operator" },
      },
    },
  }).console;
}

/** Goes to the provider and comes back as this person. @param change - Of the address that leads back */
async function signIn(
  provider: IdentityProvider,
  browser: Browser,
  claims: Readonly<Record<string, unknown>>,
  change: (back: URL) => void = () => undefined,
): Promise<Answer> {
  const begun = await browser.get("/sign-in/oidc?returnTo=%2Fruns%3Fstatus%3Dfailed");
  const back = await provider.authorise(begun.headers.get("location") ?? "", claims);
  const called = new URL(back);
  change(called);
  return browser.get(called.href);
}

/** Rules of signing in by an identity provider; they share the world of the other rules of access. */
export function testIdentityProvider(world: () => ApiWorld, provider: () => IdentityProvider): void {
  const warehouse = { sub: "42", name: "Wendy", email: "wendy@example.com", realm: { roles: ["warehouse", "other"] } };

  test("the sign-in page offers the provider", async () => {
    expect((await world().visitor().get("/sign-in/options")).body).toEqual({
      password: expect.any(Boolean),
      oidc: { name: "Example Ltd", startPath: "/api/v1/sign-in/oidc" },
    });
  });

  test("somebody signs in with PKCE, state and nonce, gets the role that the claim says, and is led back", async () => {
    const browser = world().visitor();
    const done = await signIn(provider(), browser, warehouse);
    expect([done.status, done.headers.get("location")]).toEqual([303, "/runs?status=failed"]);
    expect((await browser.get("/session")).body).toMatchObject({
      user: { name: "Wendy", email: "wendy@example.com", role: "operator", hasPassword: false },
      how: "oidc",
    });
    expect(provider().asked().at(-1)).toMatchObject({ code_challenge_method: "S256", response_type: "code" });
  });

  test("the role follows the provider at the next sign-in, for the same user", async () => {
    const browser = world().visitor();
    await signIn(provider(), browser, { ...warehouse, realm: { roles: ["warehouse", "lastedit-admin"] } });
    expect((await browser.get("/session")).body).toMatchObject({ user: { name: "Wendy", role: "admin" } });
    const { items } = (await browser.get("/users")).body as { items: { name: string }[] };
    expect(items.filter(({ name }) => name.startsWith("Wendy"))).toHaveLength(1);
  });

  test("the first sign-in, each sign-in and a role that the provider changes are in the audit log", async () => {
    const admin = await world().signedIn("Auditor", "admin");
    const { body } = await admin.get("/audit?subject=wendy&limit=50");
    const told = (body as { items: Record<string, unknown>[] }).items.map(({ what, by, before, after }) => [
      what,
      by,
      before,
      after,
    ]);
    expect(told.toReversed()).toEqual([
      ["people.createUser", "Example Ltd", null, { name: "Wendy", email: "wendy@example.com", role: "operator" }],
      ["auth.finishOidc", "Wendy", null, null],
      ["people.changeUser", "Example Ltd", { role: "operator" }, { role: "admin" }],
      ["auth.finishOidc", "Wendy", null, null],
    ]);
  });

  test("an e-mail at the provider does not make somebody the user who has that e-mail here", async () => {
    await world().served.backend.addUser({ name: "Boss", email: "boss@example.com", role: "admin" }, "test");
    const browser = world().visitor();
    await signIn(provider(), browser, { ...warehouse, sub: "66", name: "Boss", email: "boss@example.com" });
    expect((await browser.get("/session")).body).toMatchObject({
      user: { name: "Boss 2", email: null, role: "operator" },
    });
  });

  test.each<[string, Readonly<Record<string, unknown>>, (back: URL) => void]>([
    ["who has no role", { ...warehouse, sub: "7", realm: {} }, () => undefined],
    ["whose state is another", warehouse, (back) => back.searchParams.set("state", "x")],
    ["whose code was made up", warehouse, (back) => back.searchParams.set("code", "x")],
    ["whose token has another nonce", { ...warehouse, nonce: "x" }, () => undefined],
    ["whose token is for another program", { ...warehouse, aud: "x" }, () => undefined],
  ])("nobody gets in %s; they are told on the sign-in page", async (_, claims, change) => {
    const browser = world().visitor();
    const answer = await signIn(provider(), browser, claims, change);
    expect(answer.headers.get("location")).toMatch(/^\/sign-in\?problem=/);
    expect((await browser.get("/session")).status).toBe(401);
  });

  test("the way back works only in the browser that began", async () => {
    const begun = await world().visitor().get("/sign-in/oidc");
    const back = await provider().authorise(begun.headers.get("location") ?? "", warehouse);
    const answer = await world().visitor().get(back);
    expect(answer.headers.get("location")).toMatch(/problem=The%20sign-in%20took%20too%20long/);
  });

  test.each([
    [{ roles: ["a", "b"] }, { roleClaim: "roles", roles: { a: "operator", b: "editor" } }, "editor"],
    [{ "https://x/roles": "a" }, { roleClaim: "https://x/roles", roles: { a: "operator" } }, "operator"],
    [{ groups: ["z"] }, { roleClaim: "groups", roles: {}, defaultRole: "operator" }, "operator"],
    [{ groups: ["constructor"] }, { roleClaim: "groups", roles: {} }, null],
    [{}, { roleClaim: "a.b.c", roles: {} }, null],
  ] as const)("of the claims %j with %j the role is %s", (claims, settings, role) => {
    expect(roleOfClaims(claims, settings)).toBe(role);
  });
}

import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { PipedreamClient } from "@pipedream/sdk";
import { startConnectWorld } from "./connect-world.ts";
import type { ConnectWorld } from "./connect-world.ts";

// Driven by Pipedream's own client wherever it has a call for it.

const externalUserId = "merchant-1";
let world: ConnectWorld;
let client: PipedreamClient;

beforeAll(async () => {
  world = await startConnectWorld();
  // Its OAuth sign-in gets the installation's token for the client secret.
  client = new PipedreamClient({
    baseUrl: world.url,
    projectId: "proj_demo",
    clientId: "any",
    clientSecret: world.token,
  });
});
afterAll(() => world.close());
beforeEach(() => {
  world.deliveries.length = 0;
});

function post(path: string, body: unknown, token = world.token): Promise<Response> {
  return fetch(`${world.url}/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

test("no call is answered without the installation's token", async () => {
  const call = { id: "shop-hold-order", external_user_id: "u", configured_props: {} };
  const refused = await post("/connect/proj_demo/actions/run", call, "guessed");
  expect(refused.status).toBe(401);
  expect(await refused.json()).toEqual({ error: "The installation's token is needed as a bearer token." });
  expect((await fetch(`${world.url}/v1/connect/proj_demo/components`)).status).toBe(401);
  expect((await post("/oauth/token", { client_secret: "guessed" })).status).toBe(401);
});

test("components are listed by pages, by type and by words, and told one by one", async () => {
  const first = await client.components.list({ limit: 1 });
  expect(first.data.map(({ key }) => key)).toEqual(["shop-hold-order"]);
  const second = await first.getNextPage();
  expect(second.data.map(({ key, componentType }) => [key, componentType])).toEqual([["shop-order-held", "trigger"]]);
  expect((await client.actions.list({ app: "shop" })).data).toHaveLength(1);
  expect((await client.triggers.list({ q: "order held" })).data).toHaveLength(1);
  const { data } = await client.components.retrieve("shop-hold-order");
  expect(data).toMatchObject({ version: "0.0.2", componentType: "action", annotations: { readOnlyHint: false } });
  expect(data.configurableProps.map(({ name, type }) => [name, type])).toEqual([
    ["shop", "app"],
    ["order", "string"],
    ["reason", "string"],
    ["password", "string"],
    ["fails", "boolean"],
  ]);
  expect(data.configurableProps[1]).toMatchObject({ remoteOptions: true });
  await expect(client.components.retrieve("shop-hold-ordre")).rejects.toMatchObject({ statusCode: 404 });
});

test("the options of a prop come by pages, with the account of a connection, and secrets stay masked", async () => {
  const configuredProps = { shop: { authProvisionId: "demo-shop" } };
  const call = { id: "shop-hold-order", externalUserId, propName: "order", configuredProps };
  const first = await client.components.configureProp(call);
  expect(first.options?.map((option) => ("label" in option ? option.label : ""))).toEqual(["#1001", "#1002"]);
  expect(first.errors).toEqual([]);
  expect(first.observations).toMatchObject([{ k: "log", msg: "asked with ••••" }]);
  const second = await client.components.configureProp({ ...call, prevContext: first.context ?? {} });
  expect(second.options?.map((option) => ("label" in option ? option.label : ""))).toEqual(["#1003", "#1004"]);
  expect((await client.actions.configureProp({ ...call, propName: "reason" })).stringOptions).toEqual(["late", "lost"]);
  const unknown = await client.actions.configureProp({ ...call, propName: "colour" });
  expect(unknown.errors).toEqual([expect.stringContaining('has no prop "colour"')]);
});

test("reloading tells the props that appear once another is set, under an id", async () => {
  const reload = (reason: string): ReturnType<typeof client.components.reloadProps> =>
    client.components.reloadProps({ id: "shop-hold-order", externalUserId, configuredProps: { reason } });
  const late = (await reload("late")).dynamicProps;
  expect(late?.id).toMatch(/^dyp_/);
  expect(late?.configurableProps?.map(({ name }) => name)).toContain("days");
  const lost = (await reload("lost")).dynamicProps;
  expect(lost?.configurableProps?.map(({ name }) => name)).not.toContain("days");
  expect(lost?.id).not.toBe(late?.id);
});

test("an action runs without $.flow and gives what it returned, exported and wrote", async () => {
  const { exports, ret, os, stashId } = await client.actions.run({
    id: "shop-hold-order",
    version: "0.0.2",
    externalUserId,
    configuredProps: { order: "gid://1001", reason: "late", days: 2 },
    stashId: "NEW",
  });
  expect(ret).toEqual({ said: "gid://1001 with 12 letters", days: 2, flow: "undefined" });
  expect(exports).toEqual({ $summary: "Held gid://1001" });
  expect(os).toMatchObject([{ k: "log", msg: "holding gid://1001" }]);
  expect(stashId).toMatch(/^stash_/);
});

test("an action that fails is an answer: what it threw is observed, with secrets masked", async () => {
  const { ret, os, exports } = await client.actions.run({
    id: "shop-hold-order",
    externalUserId,
    configuredProps: { order: "gid://1001", fails: true, password: "hunter22" },
  });
  expect(ret ?? null).toBeNull();
  expect(exports).toEqual({ $summary: "Held gid://1001" });
  expect(os?.at(-1)).toMatchObject({ k: "error", err: { name: "Error", message: "refused with ••••" } });
  const missing = await client.actions.run({ id: "shop-hold-order", externalUserId, configuredProps: {} });
  expect(missing.os?.at(-1)).toMatchObject({ err: { message: expect.stringContaining('prop "order" is required') } });
});

test("a call that says too little is refused with what is missing", async () => {
  const response = await post("/connect/proj_demo/actions/run", { id: "shop-hold-order" });
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toContain("external_user_id");
});

test("a deployed trigger takes webhooks and delivers its events, signed, each until it is taken", async () => {
  const { data } = await client.triggers.deploy({
    id: "shop-order-held",
    externalUserId,
    configuredProps: { topic: "orders/held", secret: "hunter22" },
    webhookUrl: world.webhookUrl,
  });
  const trigger = data as { id: string; webhookSigningKey: string; active: boolean; configuredProps: unknown };
  expect(trigger.id).toMatch(/^dc_/);
  expect(trigger).toMatchObject({ active: true, configuredProps: { topic: "orders/held", secret: "••••" } });

  const sent = await fetch(`${world.url}/hooks/${trigger.id}`, { method: "POST", body: '{"id":"e1"}' });
  expect([sent.status, await sent.text()]).toEqual([200, "ok"]);
  world.refuseNext(1);
  await world.send();
  // The first was refused and waits; both are signed over what was sent.
  expect(world.deliveries).toHaveLength(2);
  for (const { body, headers } of world.deliveries) {
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-pd-signature"])) ?? [];
    const expected = createHmac("sha256", trigger.webhookSigningKey)
      .update(`${String(t)}.${body}`)
      .digest("hex");
    expect(v1).toBe(expected);
    expect(headers["x-pd-emitter-id"]).toBe(trigger.id);
  }
  await world.database.exec("UPDATE lastedit.sends SET due_at = now() WHERE status = 'waiting'");
  await world.send();
  const bodies = world.deliveries.map(({ body }) => JSON.parse(body) as unknown);
  expect(bodies.slice(0, 2)).toEqual(expect.arrayContaining([{ sample: true }, { id: "e1", topic: "orders/held" }]));
  const ids = world.deliveries.map(({ headers }) => headers["x-pd-delivery-id"]);
  expect(new Set(ids).size).toBe(2);
  expect(world.deliveries).toHaveLength(3);

  // The source's memory outlives the process: the same event again is no news.
  await world.restartTriggers();
  await fetch(`${world.url}/hooks/${trigger.id}`, { method: "POST", body: '{"id":"e1"}' });
  await fetch(`${world.url}/hooks/${trigger.id}`, { method: "POST", body: '{"id":"e2"}' });
  await world.send();
  expect(world.deliveries.slice(3).map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { id: "e2", topic: "orders/held" },
  ]);
});

test("a deployed trigger can be looked at, changed, switched off and removed by its user only", async () => {
  const { data } = await client.triggers.deploy({
    id: "shop-order-held",
    externalUserId: "merchant-2",
    configuredProps: { topic: "a" },
    webhookUrl: world.webhookUrl,
    emitOnDeploy: false,
  });
  const { id } = data;
  const owner = { externalUserId: "merchant-2" };
  await expect(client.deployedTriggers.retrieve(id, { externalUserId: "merchant-3" })).rejects.toMatchObject({
    statusCode: 404,
  });
  expect((await client.deployedTriggers.list(owner)).data.map((each) => each.id)).toEqual([id]);
  await client.deployedTriggers.update(id, { ...owner, configuredProps: { topic: "b" }, name: "Held orders" });
  await fetch(`${world.url}/hooks/${id}`, { method: "POST", body: '{"id":"e3"}' });
  await world.send();
  expect(world.deliveries.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ id: "e3", topic: "b" }]);
  const off = await client.deployedTriggers.update(id, { ...owner, active: false });
  expect(off.data).toMatchObject({ active: false, name: "Held orders" });
  expect((await fetch(`${world.url}/hooks/${id}`, { method: "POST", body: "{}" })).status).toBe(404);
  await client.deployedTriggers.delete(id, owner);
  expect((await client.deployedTriggers.list(owner)).data).toEqual([]);
});

test("a sender that calls while the trigger is activated is let in", async () => {
  const externalUser = { externalUserId: "merchant-5" };
  const { data } = await client.triggers.deploy({
    ...externalUser,
    id: "shop-order-held",
    configuredProps: { topic: "tried" },
    webhookUrl: world.webhookUrl,
    emitOnDeploy: false,
  });
  await world.send();
  expect(world.deliveries.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ id: "try", topic: "tried" }]);
  await client.deployedTriggers.delete(data.id, externalUser);
});

test("a trigger whose activation fails is not deployed, and the client is told why", async () => {
  const deploy = client.triggers.deploy({
    id: "shop-order-held",
    externalUserId: "merchant-4",
    configuredProps: { topic: "none" },
  });
  await expect(deploy).rejects.toMatchObject({
    statusCode: 422,
    body: { error: "It could not be activated: topic refused" },
  });
  expect((await client.deployedTriggers.list({ externalUserId: "merchant-4" })).data).toEqual([]);
});

test("a channel streams what is sent on it to whoever listens with the token", async () => {
  const stop = new AbortController();
  const response = await fetch(`${world.url}/v1/connect/proj_demo/channels/floor`, {
    headers: { authorization: `Bearer ${world.token}` },
    signal: stop.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toContain(": listening");
  expect(world.channels.publish("floor", { parcel: 1 })).toBe(1);
  expect((await reader.read()).value).toBe('data: {"parcel":1}\n\n');
  stop.abort();
  while (world.channels.publish("floor", {}) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

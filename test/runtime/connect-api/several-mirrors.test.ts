import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { MIRROR } from "../../../runtime/connect-api/mirror-lease.ts";
import { readLeases } from "../../../runtime/engine/leases.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { createVault } from "../../../runtime/store/vault.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";
import { polled } from "./fixtures.ts";
import { startConnectWorld } from "./connect-world.ts";
import type { ConnectWorld, SharedByMirrors } from "./connect-world.ts";

const OWNER = "external_user_id=merchant-1";

// The embedded database belongs to one process.
describe.each(TEST_DATABASES.filter(({ name }) => name === "PostgreSQL"))("two mirrors on one $name", ({ open }) => {
  let database: Database;
  let shared: SharedByMirrors;
  let one: ConnectWorld;
  let two: ConnectWorld;
  beforeAll(async () => {
    database = await open();
    shared = { database, vault: createVault(randomBytes(32)), token: randomBytes(32).toString("base64url") };
    one = await startConnectWorld(shared);
    two = await startConnectWorld(shared);
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await database.close();
  });

  const call = (world: ConnectWorld, method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${world.url}/v1/connect/proj_demo/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${world.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const hook = async (world: ConnectWorld, trigger: string, id: string): Promise<number> =>
    (await fetch(`${world.url}/hooks/${trigger}`, { method: "POST", body: JSON.stringify({ id }) })).status;
  const deploy = (world: ConnectWorld, id: string, props: object = {}): Promise<Response> =>
    call(world, "POST", "triggers/deploy", {
      id,
      external_user_id: "merchant-1",
      configured_props: props,
      webhook_url: one.webhookUrl,
    });
  const queued = async (): Promise<string[]> => {
    await one.send();
    return one.deliveries.map(({ body }) => (JSON.parse(body) as { id: string }).id).sort();
  };
  /** @returns Whether the source polled again in that time */
  const polls = async (withinMs: number): Promise<boolean> => {
    const [before, until] = [polled.times, Date.now() + withinMs];
    while (polled.times === before && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    return polled.times > before;
  };

  test("one keeps the triggers, whichever is asked; it gives them to the other when it goes", async () => {
    // The second stands by, and what it is asked to deploy runs in the first, once.
    const deployed = await deploy(two, "shop-orders-polled");
    expect(deployed.status).toBe(200);
    const { id } = ((await deployed.json()) as { data: { id: string } }).data;
    expect(await readLeases(database, MIRROR)).toMatchObject([{ holder: one.worker }]);
    expect(await polls(5_000)).toBe(true);
    expect([await hook(two, id, "a"), await hook(one, id, "a"), await hook(two, id, "b")]).toEqual([200, 200, 200]);
    expect(await hook(two, "dc_unknown", "a")).toBe(404);
    expect(await queued()).toEqual(["a", "b", "polled"]);

    // A refusal comes back as it was given.
    const refused = await deploy(two, "shop-order-held", { topic: "none" });
    expect([refused.status, await refused.json()]).toEqual([
      422,
      { error: "It could not be activated: topic refused" },
    ]);

    // The first goes: the second has what the first remembered, so that nothing is delivered again.
    await one.stopTriggers();
    while ((await readLeases(database, MIRROR))[0]?.holder !== two.worker)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await polls(5_000)).toBe(true);
    expect(await hook(two, id, "a")).toBe(200);
    expect(await queued()).toEqual(["a", "b", "polled"]);

    // A third comes, stands by, and what it is told to remove is removed where it runs.
    const three = await startConnectWorld(shared);
    const removed = await call(three, "DELETE", `deployed-triggers/${id}?${OWNER}`);
    expect(removed.status).toBe(204);
    expect([await hook(three, id, "c"), await hook(two, id, "c")]).toEqual([404, 404]);
    await three.close();
    expect(await polls(1_300)).toBe(false);
  }, 30_000);

  test("a process that has lost the triggers without knowing stores and delivers nothing", async () => {
    const { id } = ((await (await deploy(two, "shop-order-held", { topic: "t" })).json()) as { data: { id: string } })
      .data;
    await queued();
    one.deliveries.length = 0;
    await database.query("UPDATE lastedit.leases SET holder = 'a third' WHERE name = $1", [MIRROR]);
    expect(await hook(two, id, "d")).toBe(500);
    expect(await queued()).toEqual([]);
    const { rows } = await database.query<{ state: string }>(
      "SELECT state::text FROM lastedit.deployed_triggers WHERE id = $1",
      [id],
    );
    expect(rows[0]?.state).not.toContain('"d"');
    // Nobody answers for the third; once its lease is gone, the triggers are kept again, with the state as it was.
    await database.query("DELETE FROM lastedit.leases WHERE name = $1", [MIRROR]);
    while ((await hook(two, id, "d")) !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await queued()).toEqual(["d"]);
  }, 30_000);
});

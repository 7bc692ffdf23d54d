import type { Row } from "../row.ts";

export const scheduledTasks: Row = {
  number: 17,
  package: "@pipedream/pipedream",
  components: ["pipedream-new-scheduled-tasks"],
  exercises: "requests told apart by path, channels, `delivery_ts`, a secret prop, `process.env.PD_COMPONENT`",
  remark:
    "The source subscribes to itself through Pipedream's REST API, which the runtime does not offer: the API is answered by the test, and the delayed event is given back by hand at its time.",
  async run(check, world) {
    const component = await world.load("@pipedream/pipedream/sources/new-scheduled-tasks/new-scheduled-tasks.mjs");
    const queue: { id: string; metadata: { id: string } }[] = [];
    world.outside.host("api.pipedream.com", {
      "POST /v1/subscriptions": () => ({ body: { ok: true } }),
      "GET /v1/sources/dc_1/event_summaries": () => ({ body: { data: queue } }),
      "DELETE /v1/sources/dc_1/events": () => ({ status: 204 }),
    });
    process.env["PD_COMPONENT"] = "dc_1";
    try {
      const source = await world.source(component, {
        pipedream: { $auth: { api_key: "pd-key" } },
        secret: "let-me-in-1",
      });
      await source.instance.start();
      const headers = { "x-pd-secret": "let-me-in-1" };
      const task = { timestamp: "2027-02-01T09:00:00Z", message: "remind" };
      const refused = await source.send(task, { path: "/schedule" });
      check.equal(
        "without the secret it is refused, with the reason",
        [refused.status, refused.text.includes("Secret")],
        [400, true],
      );
      const bad = await source.send({ message: "x" }, { path: "/schedule", headers });
      check.ok("a body that cannot be is refused", bad.status === 400 && bad.text.includes("timestamp"), bad);
      check.equal("nothing was emitted", source.events.length, 0);
      check.equal(
        "it subscribes to itself once",
        world.outside.calls.filter(({ path }) => path === "/v1/subscriptions").map(({ query }) => query),
        [{ emitter_id: "dc_1", listener_id: "dc_1", event_name: "self" }],
      );

      const taken = await source.send(task, { path: "/schedule", headers });
      const { id } = JSON.parse(taken.text) as { id: string };
      const [waiting] = source.events;
      check.equal("the task is emitted on a channel of its own", [waiting?.name, waiting?.id], ["self", id]);
      check.equal("to be delivered at its time", waiting?.deliverAt, Date.parse(task.timestamp));
      check.equal(
        "the answer is the component's JSON",
        taken.headers["content-type"]?.split(";")[0],
        "application/json",
      );

      await source.deliver(waiting?.event);
      const fired = source.events.at(-1);
      check.equal(
        "given back at its time it is emitted on the main channel, under the same id",
        [fired?.name, fired?.id],
        [null, id],
      );
      check.equal("without what was only meant for its way", fired?.event, task);
      await source.deliver(waiting?.event);
      check.equal("a second time it is dropped", source.events.length, 2);

      queue.push({ id: "1-2", metadata: { id } });
      const cancelled = await source.send({ id }, { path: "/cancel", headers });
      check.equal(
        "cancelling asks for the event and deletes it",
        [cancelled.status, world.outside.calls.at(-1)?.method],
        [200, "DELETE"],
      );
      const unknown = await source.send({ id: "nobody" }, { path: "/cancel", headers });
      check.equal("an unknown id is answered with 404", unknown.status, 404);
      check.equal(
        "any other path emits nothing and still gets an answer",
        [(await source.send({}, { headers })).status, source.events.length],
        [200, 2],
      );
      check.ok("no log shows the secret", !source.logs().join("\n").includes("let-me-in-1"), source.logs());
    } finally {
      delete process.env["PD_COMPONENT"];
    }
  },
};

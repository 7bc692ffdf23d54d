import { recordingFlow } from "../recording-flow.ts";
import type { Row } from "../row.ts";
import { isAfter } from "../moments.ts";

export const apify: Row = {
  number: 14,
  package: "@pipedream/apify",
  components: ["apify-run-task"],
  exercises: "`$.flow.suspend` and `rerun` in one step, `$.context.run`, a `$.context` that the step writes to",
  remark:
    "The step asks for both pauses and expects to be entered again with `$.$resume_data`; Pipedream's documentation lets a suspended run go on with the next step. The last wish counts here, which is the rerun.",
  async run(check, world) {
    const component = await world.load("@pipedream/apify/actions/run-task/run-task.mjs");
    let status = "RUNNING";
    world.outside.host("api.apify.com", {
      "POST /v2/actor-tasks/task-1/runs": () => ({ status: 201, body: { data: { id: "run-1", status: "READY" } } }),
      "POST /v2/webhooks": () => ({ status: 201, body: { data: { id: "hook-1" } } }),
      "DELETE /v2/webhooks/hook-1": () => ({ status: 204 }),
      "GET /v2/actor-runs/run-1": () => ({ body: { data: { id: "run-1", status } } }),
    });
    const props = { apify: { $auth: { api_token: "apify-token" } }, taskId: "task-1" };
    const flow = recordingFlow();
    const before = Date.now();
    const first = await world.action(component, props, { flow, context: { id: "ctx" } });
    const hook = world.outside.calls.find(({ path }) => path === "/v2/webhooks")?.body as { requestUrl: string };
    check.ok(
      "suspend gives an address at once, for the webhook",
      hook.requestUrl.startsWith("https://runtime.example/resume/"),
      hook,
    );
    check.equal("the other side gets an address that cannot be guessed", hook.requestUrl.split("/").at(-1)?.length, 43);
    check.equal("the last wish counts", first.pause?.kind, "rerun");
    check.ok("after the delay asked for", isAfter(first.pause?.dueAt, before, 30_000), first.pause);
    const context = first.pause?.kind === "rerun" ? (first.pause.context as Record<string, unknown>) : {};
    check.equal("the context of the rerun is kept", [context["apifyRunId"], context["webhookId"]], ["run-1", "hook-1"]);
    check.equal("with 10 retries by default", first.pause?.kind === "rerun" ? first.pause.maxRetries : null, 10);

    const again = { flow, context: { id: "ctx", run: { runs: 2, context } } };
    const second = await world.action(component, props, again);
    check.equal(
      "entered again it asks, and does not start a second task",
      world.outside.calls.filter(({ method, path }) => method === "POST" && path.endsWith("/runs")).length,
      1,
    );
    check.equal("while the task runs it asks for another rerun", second.pause?.kind, "rerun");
    check.equal(
      "that keeps the moment it began",
      second.pause?.kind === "rerun" ? (second.pause.context as { pollStartMs: number }).pollStartMs : null,
      context["pollStartMs"],
    );
    status = "SUCCEEDED";
    const third = await world.action(component, props, again);
    check.equal(
      "when the task is done there is a result and no pause",
      [third.pause, third.summary],
      [null, "Task task-1 succeeded."],
    );
    check.equal("and the webhook is deleted", world.outside.calls.at(-1)?.method, "DELETE");
    status = "FAILED";
    await check.rejects(
      "a failed task fails the step",
      world.action(component, props, again),
      /finished with status FAILED/,
    );

    const started = await world.action(component, { ...props, waitForFinish: false }, { flow });
    check.equal(
      "without waiting there is no pause",
      [started.pause, (started.returnValue as { runId: string }).runId],
      [null, "run-1"],
    );
    const tested = await world.action(component, props, { flow: null });
    check.equal("in a test of the step nothing pauses", tested.pause, null);
  },
};

export const slack: Row = {
  number: 15,
  package: "@pipedream/slack",
  components: ["slack-approve-workflow", "slack-new-reaction-added"],
  exercises: "resume and cancel addresses in a message; `$.interface.apphook` with event names from an async function",
  remark: "Slack's events reach Pipedream's own Slack app; here they are sent to the address that stands in for it.",
  async run(check, world) {
    const account = { $auth: { oauth_access_token: "xoxp-slack-token", oauth_uid: "U1" } };
    world.outside.host("slack.com", {
      "POST /api/chat.postMessage": () => ({ body: { ok: true, ts: "1.1" } }),
      "POST /api/conversations.replies": () => ({ body: { ok: true, messages: [{ text: "hello" }] } }),
    });
    const approve = await world.load("@pipedream/slack/actions/approve-workflow/approve-workflow.mjs");
    const props = { slack: account, channelType: "Channels", conversation: "C1", message: "Send it?" };
    const before = Date.now();
    const result = await world.action(approve, props, { flow: recordingFlow() });
    const sent = new URLSearchParams(String(world.outside.calls[0]?.body));
    const [, actions] = JSON.parse(sent.get("blocks") ?? "[]") as { elements: { url: string }[] }[];
    const urls = actions?.elements.map(({ url }) => url) ?? [];
    check.equal(
      "approve leads to resume, cancel to cancel",
      urls.map((url) => url.split("/").at(-2)),
      ["resume", "cancel"],
    );
    check.equal(
      "both open the same pause",
      new Set(urls.map((url) => url.split("/").at(-1))),
      new Set([result.pause?.token]),
    );
    check.equal("the run is suspended", result.pause?.kind, "suspend");
    check.ok("for 24 hours by default", isAfter(result.pause?.dueAt, before, 86_400_000), result.pause);
    check.equal(
      "the step has its result all the same",
      [result.summary, (result.returnValue as { ts: string }).ts],
      ["Successfully sent message", "1.1"],
    );
    await check.rejects(
      "where $.flow is absent the step fails",
      world.action(approve, props, { flow: "absent" }),
      /suspend/,
    );

    const reaction = await world.load("@pipedream/slack/sources/new-reaction-added/new-reaction-added.mjs");
    const source = await world.source(reaction, { slack: account, conversations: ["C1", "C2"], iconEmoji: ["fire"] });
    await source.instance.start();
    const hook = source.instance.appHook;
    check.equal("event names depend on the props", await hook?.eventNames(), [
      "reaction_added:C1",
      "reaction_added:C2",
    ]);
    const event = {
      reaction: "fire",
      user: "U2",
      item: { channel: "C1", ts: "1.1" },
      client_msg_id: "m1",
      event_ts: "1780000000000",
    };
    const path = (name: string): string => `/${hook?.key ?? ""}/${encodeURIComponent(name)}`;
    check.equal(
      "an event of the app is taken",
      (await source.send(event, { path: path("reaction_added:C1") })).status,
      200,
    );
    check.equal(
      "with its message fetched",
      source.events.map(({ id, summary }) => [id, summary]),
      [["m1", "New reaction added"]],
    );
    check.equal("ts given as text becomes a number", source.events[0]?.ts, 1_780_000_000_000);
    await source.send({ ...event, client_msg_id: "m2", reaction: "eyes" }, { path: path("reaction_added:C1") });
    check.equal("what the component filters out is not emitted", source.events.length, 1);
    const other = await source.send({ ...event, client_msg_id: "m3" }, { path: path("reaction_added:C9") });
    check.ok("a name it does not listen to emits nothing", source.events.length === 1, other);
    const guess = await source.send(event, { path: "/guess/reaction_added:C1" });
    check.ok("without the source's key nothing is taken", guess.status >= 400, guess);
  },
};

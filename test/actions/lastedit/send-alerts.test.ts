import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { alertRound } from "../../../actions/lastedit/send-alerts/alert-round.ts";
import sendAlerts from "../../../actions/lastedit/send-alerts/send-alerts.ts";
import { createSlackChannel } from "../../../components/alerts/slack-channel.ts";
import { createAlertMemoryStore } from "../../../components/lastedit/alert-memory-store.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { RecordStore } from "../../../components/lastedit/record-store.ts";
import { createRoutingStore } from "../../../components/lastedit/routing-store.ts";
import { sendHttp } from "../../../components/shopify/send-http.ts";
import { startMailServer } from "../../components/alerts/support/mail-server.ts";
import type { MailServerForTests } from "../../components/alerts/support/mail-server.ts";
import { startWebServer } from "../../components/alerts/support/web-server.ts";
import type { WebServer } from "../../components/alerts/support/web-server.ts";
import { aDraft } from "../../support/exception-builders.ts";
import { memoryRecordStore } from "../../support/memory-record-store.ts";
import { runAction } from "../../support/run-component.ts";

let web: WebServer;
let post: MailServerForTests;
let lasteditStore: RecordStore;

beforeEach(async () => {
  web = await startWebServer();
  post = await startMailServer();
  lasteditStore = memoryRecordStore();
});

afterEach(async () => {
  await web.close();
  await post.close();
});

const props = (more: object = {}) => ({
  lasteditStore,
  alertChannels: [
    `floor slack ${web.url}/slack/key`,
    `office teams ${web.url}/teams/key`,
    `pager http ${web.url}/in`,
    "ops mail ops@example.com",
  ],
  alertMailServer: `smtp://127.0.0.1:${post.port}`,
  alertMailFrom: "alerts@example.com",
  ...more,
});
const raise = (differs: Parameters<typeof aDraft>[0] = {}) =>
  createExceptionStore(lasteditStore, Date.now).raise(aDraft(differs));
const paths = () => web.seen.map(({ path }) => path).sort();
const everyone = { when: {}, channels: ["all"] };

describe("Send Alerts", () => {
  test("tells every channel once", async () => {
    await raise();
    const { result, summary } = await runAction(sendAlerts, props());
    expect(summary).toBe("4 alerts sent");
    expect(result).toMatchObject({
      open: 1,
      held: {},
      restored: 0,
      sent: expect.arrayContaining([
        {
          channel: "ops",
          form: "alert",
          title: "#1001: The order changed after picking had begun",
          exceptionIds: ["demo.myshopify.com/#1001/picking-started"],
          notTakenFor: [],
        },
      ]),
    });
    expect(paths()).toEqual(["/in", "/slack/key", "/teams/key"]);
    expect(post.seen).toMatchObject([{ to: ["ops@example.com"] }]);
    expect((await runAction(sendAlerts, props())).summary).toBe("Nothing to tell; 1 exception is open");
    expect(web.seen).toHaveLength(3);
  });

  test("follows the routing, and stores it for whoever raises exceptions", async () => {
    const routing = {
      owners: [{ when: { kind: "foreign-hold" }, owner: "customer-service" }],
      routes: [
        { when: { owner: "customer-service" }, channels: ["pager"] },
        { when: {}, channels: ["floor"] },
      ],
    };
    await raise({ kind: "foreign-hold", orderName: "#2" });
    await raise();
    await runAction(sendAlerts, props({ routing }));
    expect(paths()).toEqual(["/in", "/slack/key"]);
    expect(await raise({ kind: "foreign-hold", orderName: "#3" })).toMatchObject({ owner: "customer-service" });
    expect((await runAction(sendAlerts, props())).summary).toBe("1 alert sent");
    expect(paths()).toEqual(["/in", "/in", "/slack/key"]);
  });

  test.each([
    [
      { routes: [{ when: {}, channels: ["flour"] }] },
      /The routing names the channel flour, which is not there; there is floor, office, pager, ops\. Nothing was sent\./,
    ],
    [{ routes: [{ when: { severity: "hi" }, channels: ["all"] }, everyone] }, /"routes\.0\.when\.severity" is "hi"/],
  ])("with the routing %j sends nothing and says why", async (routing, message) => {
    await raise();
    await expect(runAction(sendAlerts, props({ routing }))).rejects.toThrow(message);
    expect(web.seen).toEqual([]);
    expect(await createAlertMemoryStore(lasteditStore).read()).toEqual({ known: {}, channels: {} });
  });

  test("sends the rest when one channel fails, says so, and sends what failed with the next summary", async () => {
    await raise();
    const failing = props({
      alertChannels: [`floor slack ${web.url}/slack/key`, "ops mail nobody@example.com, ops@example.com"],
    });
    web.answers.push({ status: 404, text: "no_service" });
    await expect(runAction(sendAlerts, failing)).rejects.toMatchObject({
      code: "alerts-not-sent",
      retry: "never",
      effect: "partly-applied",
      message: expect.stringMatching(
        /"floor" .*no_service.* is kept and comes with a later summary\. 1 other message arrived\.$/,
      ),
    });
    expect(post.seen).toHaveLength(1);
    expect((await runAction(sendAlerts, failing)).summary).toBe("floor: 1 held back");
    const { channels } = await createAlertMemoryStore(lasteditStore).read();
    expect(channels["floor"]).toMatchObject({
      failures: 1,
      held: [{ reasons: ["new"], heldBecause: ["channel-failed"] }],
    });

    const round = await alertRound({
      store: lasteditStore,
      channels: [createSlackChannel("floor", `${web.url}/slack/key`, sendHttp)],
      routing: { routes: [everyone] },
      consoleUrl: undefined,
      now: () => Date.now() + 61_000,
    });
    expect(round.sent).toMatchObject([{ channel: "floor", form: "summary" }]);
  });

  test("a channel that is away for a moment may simply be tried again", async () => {
    await raise();
    web.answers.push({ status: 503 });
    const one = props({ alertChannels: `floor slack ${web.url}/slack/key` });
    await expect(runAction(sendAlerts, one)).rejects.toMatchObject({ retry: "safe", effect: "not-applied" });
  });

  test("says for which mail addresses an alert was not taken", async () => {
    await raise();
    const { summary } = await runAction(
      sendAlerts,
      props({ alertChannels: "ops mail nobody@example.com, ops@example.com" }),
    );
    expect(summary).toBe("1 alert sent; ops: not taken for nobody@example.com");
  });

  test("gathers a flood: so many alerts, then one summary", async () => {
    for (let order = 1; order <= 30; order += 1) await raise({ orderName: `#${order}` });
    const routing = { routes: [everyone], channels: { floor: { alertsPerHour: 3 } } };
    const { summary } = await runAction(
      sendAlerts,
      props({ routing, alertChannels: `floor slack ${web.url}/slack/key` }),
    );
    expect(summary).toBe("3 alerts sent; 1 summary sent");
    expect(web.seen.at(-1)?.body).toContain("27 exceptions");
    await raise({ orderName: "#31" });
    expect((await runAction(sendAlerts, props({ alertChannels: `floor slack ${web.url}/slack/key` }))).summary).toBe(
      "floor: 1 held back",
    );
  });

  test("puts right what simultaneous writers did, and says how much", async () => {
    await raise();
    const key = (await lasteditStore.keys()).find((each) => each.startsWith("exception-change/"))!;
    const entry = (await lasteditStore.get(key)) as { at: string };
    await lasteditStore.set(key, { ...entry, at: "2026-01-01T00:00:00.000Z" });
    await lasteditStore.delete("exception/demo.myshopify.com/#1001/picking-started");
    const { result } = await runAction(sendAlerts, props());
    expect(result).toMatchObject({ restored: 1, open: 1 });
  });

  test("has nothing to tell where nothing is open", async () => {
    expect((await runAction(sendAlerts, props())).summary).toBe("Nothing to tell; no exception is open");
  });
});

test("a slow channel does not hold up the next round: what is left waits for it", async () => {
  for (const orderName of ["#1", "#2", "#3"]) await raise({ orderName });
  let clock = Date.now();
  const sent: string[] = [];
  const slow = {
    name: "floor",
    send: ({ content }: { content: { title: string } }) => {
      sent.push(content.title);
      clock += 40_000;
      return Promise.resolve({ notTakenFor: [] });
    },
  };
  const round = await alertRound({
    store: lasteditStore,
    channels: [slow],
    routing: undefined,
    consoleUrl: undefined,
    now: () => clock,
  });
  expect(sent).toHaveLength(2);
  expect(round.held).toEqual({ floor: 1 });
});

test("a mistake of ours is thrown, and what was being sent is not forgotten", async () => {
  await raise();
  const broken = { name: "floor", send: () => Promise.reject(new TypeError("oops")) };
  const doors = { store: lasteditStore, channels: [broken], routing: undefined, consoleUrl: undefined };
  await expect(alertRound({ ...doors, now: Date.now })).rejects.toThrow(TypeError);
  const received: unknown[] = [];
  const mended = {
    name: "floor",
    send: (alert: unknown) => Promise.resolve({ notTakenFor: [], alert: received.push(alert) }),
  };
  await alertRound({ ...doors, channels: [mended], now: () => Date.now() + 121_000 });
  expect(received).toMatchObject([{ form: "summary" }]);
  expect(await createRoutingStore(lasteditStore).read()).toMatchObject({ owners: [] });
});

import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createHttpChannel } from "../../../components/alerts/http-channel.ts";
import { postAlert } from "../../../components/alerts/post-alert.ts";
import { createSlackChannel, slackMessage } from "../../../components/alerts/slack-channel.ts";
import { createTeamsChannel, teamsBody } from "../../../components/alerts/teams-channel.ts";
import { sendHttp } from "../../../components/shopify/send-http.ts";
import { anAlert, anItem, HOSTILE } from "./support/alerts.ts";
import { startWebServer } from "./support/web-server.ts";
import type { Answer, WebServer } from "./support/web-server.ts";

let server: WebServer;

beforeEach(async () => {
  server = await startWebServer();
});

afterEach(async () => {
  const unused = server.answers.length;
  await server.close();
  expect(unused).toBe(0);
});

const bodyOf = (index = 0): unknown => JSON.parse(server.seen[index]?.body ?? "null");
const SECRET_PATH = "/services/T000/B000/verysecretkey";

/** Every text in a JSON value, with the object it stands in. */
function textsIn(value: unknown, into: { key: string; text: string; owner: Record<string, unknown> }[] = []) {
  if (Array.isArray(value)) for (const each of value) textsIn(each, into);
  else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (typeof each === "string") into.push({ key, text: each, owner: value as Record<string, unknown> });
      else textsIn(each, into);
    }
  }
  return into;
}

describe("Slack", () => {
  test("gets one message with all that a person needs", async () => {
    const channel = createSlackChannel("floor", server.url + SECRET_PATH, sendHttp);
    expect(await channel.send(anAlert())).toEqual({ notTakenFor: [] });
    expect(server.seen[0]).toMatchObject({ method: "POST", path: SECRET_PATH });
    expect(server.seen[0]?.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(bodyOf()).toMatchObject({
      text: "🔴 #1001: The order changed after picking had begun New.",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "🔴 #1001: The order changed after picking had begun" } },
        { type: "section", text: { text: "New." } },
        { type: "section", text: { text: expect.stringContaining("What to do: Correct the parcel") } },
        {
          type: "context",
          elements: [
            {
              type: "mrkdwn",
              text: expect.stringContaining("<https://demo.myshopify.com/admin/orders/5001|#1001 in Shopify>"),
            },
          ],
        },
      ],
    });
  });

  test("reads no mention, link or style in what customers wrote", () => {
    const message = slackMessage(anAlert([anItem({ whatHappened: HOSTILE, orderName: "#1 <!here> & *x*" })]).content);
    for (const { key, text, owner } of textsIn(message)) {
      if (key !== "text") continue;
      expect(text.replace(/<https:\/\/(demo\.myshopify\.com|lastedit\.example)\/[^|<>]*\|[^|<>]*>/g, "")).not.toMatch(
        /[<>]/,
      );
      expect(text.replace(/&(amp|lt|gt);/g, "")).not.toContain("&");
      if (text.includes("bold")) expect(owner).toMatchObject({ type: "plain_text", emoji: false });
    }
    expect(message).toMatchObject({ mrkdwn: false });
  });

  test("takes the largest summary there can be: 50 blocks, 3,000 characters in each, nothing cut within a sign", () => {
    const items = Array.from({ length: 40 }, (_, index) =>
      anItem({ orderName: `#${index}`, whatToDo: "&".repeat(2_000), mattersUntil: "2026-11-24T16:00:00Z" }),
    );
    const single = anItem({
      whatHappened: "<&>".repeat(900),
      whatWasChanged: "&".repeat(900),
      whatToDo: ">".repeat(900),
    });
    for (const alert of [anAlert(items, "summary"), anAlert([single])]) {
      const message = slackMessage(alert.content) as { blocks: { type: string }[] };
      expect(message.blocks.length).toBeLessThanOrEqual(50);
      for (const { text } of textsIn(message)) {
        expect(text.length).toBeLessThanOrEqual(3_000);
        expect(text.replace(/&(amp|lt|gt);/g, "")).not.toContain("&");
      }
    }
  });
});

describe("Microsoft Teams", () => {
  test("gets an Adaptive Card", async () => {
    await createTeamsChannel("office", `${server.url}/workflows/key?sig=s3cr3t`, sendHttp).send(anAlert());
    expect(bodyOf()).toMatchObject({
      type: "message",
      attachments: [
        { contentType: "application/vnd.microsoft.card.adaptive", content: { type: "AdaptiveCard", version: "1.4" } },
      ],
    });
    expect(server.seen[0]?.body).toContain("Action.OpenUrl");
  });

  test("reads no Markdown in what customers wrote: all texts are text runs, letter for letter", () => {
    const card: unknown = JSON.parse(teamsBody(anAlert([anItem({ whatHappened: HOSTILE })]).content));
    const texts = textsIn(card).filter(({ key }) => key === "text");
    expect(texts.map(({ text }) => text)).toContain(HOSTILE);
    for (const { owner } of texts) expect(owner).toMatchObject({ type: "TextRun" });
  });

  test("gets a smaller card where the whole would be above 28 KB, and is told so", () => {
    const items = Array.from({ length: 30 }, (_, index) =>
      anItem({ orderName: `#${index}`, whatToDo: "漢".repeat(2_000), lineage: "漢".repeat(200) }),
    );
    const { content } = anAlert(items, "summary");
    const body = teamsBody(content);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(28 * 1024);
    expect(body).toMatch(/[1-9]\d* of them do not fit into this message\./);
    expect(body).toContain("And 18 more");
  });
});

describe("a web address", () => {
  test("gets the alert for people and for machines, under an id", async () => {
    await createHttpChannel("pager", `${server.url}/in`, null, sendHttp).send(anAlert());
    expect(server.seen[0]?.headers).toMatchObject({ "lastedit-alert-id": "alert-1" });
    expect(server.seen[0]?.headers["lastedit-signature"]).toBeUndefined();
    expect(bodyOf()).toMatchObject({
      id: "alert-1",
      sentAt: "2026-11-24T10:00:00.000Z",
      channel: "pager",
      form: "alert",
      title: "#1001: The order changed after picking had begun",
      exceptions: [
        {
          id: "demo.myshopify.com/#1001/picking-started",
          owner: "warehouse",
          reasons: ["new"],
          status: "open",
          state: "open",
        },
      ],
    });
  });

  test("is told of an exception that is gone", async () => {
    const item = { ...anItem(), exception: null };
    await createHttpChannel("pager", server.url, null, sendHttp).send(anAlert([item]));
    expect(bodyOf()).toMatchObject({
      exceptions: [{ status: "closed", state: "closed", shop: null, mattersUntil: null }],
    });
  });

  test("can tell by the signature that an alert is ours", async () => {
    await createHttpChannel("pager", server.url, "shared-secret", sendHttp).send(anAlert());
    const { headers, body } = server.seen[0]!;
    const expected = createHmac("sha256", "shared-secret").update(`1795514400.${body}`).digest("hex");
    expect(headers["lastedit-signature"]).toBe(`t=1795514400,v1=${expected}`);
  });
});

describe("a channel that does not take an alert", () => {
  const send = () => createSlackChannel("floor", server.url + SECRET_PATH, sendHttp).send(anAlert());

  test.each<[string, Answer, object]>([
    ["is gone", { status: 404, text: "no_service" }, { code: "alert-refused", retry: "never", effect: "not-applied" }],
    [
      "moved elsewhere",
      { status: 302, headers: { location: "https://evil.example" } },
      { code: "alert-refused", retry: "never" },
    ],
    ["has a failure of its own", { status: 503 }, { code: "alert-refused", retry: "safe" }],
    [
      "asks to wait",
      { status: 429, headers: { "retry-after": "7" } },
      { code: "alert-throttled", retryAfterMs: 7_000 },
    ],
    ["asks to wait without a time", { status: 429 }, { code: "alert-throttled", retryAfterMs: 30_000 }],
  ])("because it %s, says so without its address", async (_, answer, expected) => {
    server.answers.push(answer);
    const error: unknown = await send().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ ...expected, message: expect.stringContaining('"floor" (127.0.0.1:') });
    expect(String((error as Error).stack)).not.toContain("verysecretkey");
  });

  test("whose answer repeats the address or the secret keeps both out of the message", async () => {
    server.answers.push({ status: 400, text: `bad ${SECRET_PATH}\n and shared-secret at ${server.url}${SECRET_PATH}` });
    const error: unknown = await createHttpChannel("pager", server.url + SECRET_PATH, "shared-secret", sendHttp)
      .send(anAlert())
      .catch((caught: unknown) => caught);
    const { message } = error as Error;
    expect(message).toContain("HTTP 400 (bad [secret] and [secret] at ");
    expect(message).not.toMatch(/verysecretkey|shared-secret/);
  });

  test("and never answers is given up after the time-out; the alert may have arrived", async () => {
    server.answers.push(null);
    const post = { channel: "floor", url: server.url, body: "{}", timeoutMs: 150 };
    await expect(postAlert(sendHttp, post)).rejects.toMatchObject({
      code: "alert-channel-unreachable",
      retry: "safe",
      effect: "unknown",
    });
  });

  test("because nobody listens there got nothing", async () => {
    const gone = await startWebServer();
    await gone.close();
    await expect(createSlackChannel("floor", gone.url, sendHttp).send(anAlert())).rejects.toMatchObject({
      code: "alert-channel-unreachable",
      effect: "nothing-sent",
      message: expect.stringMatching(/ECONNREFUSED\. Nothing was sent\.$/),
    });
  });

  test("a mistake of ours is not taken for a failure of the channel", async () => {
    const broken = () => Promise.reject(new TypeError("oops"));
    await expect(createSlackChannel("floor", server.url, broken).send(anAlert())).rejects.toThrow(TypeError);
  });
});

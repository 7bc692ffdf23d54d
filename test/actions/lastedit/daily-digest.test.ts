import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import dailyDigest from "../../../actions/lastedit/daily-digest/daily-digest.ts";
import { digestOf } from "../../../actions/lastedit/daily-digest/digest.ts";
import type { DigestComparison } from "../../../actions/lastedit/daily-digest/digest.ts";
import { digestContent, digestText } from "../../../actions/lastedit/daily-digest/digest-in-words.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { aDraft, anException } from "../../support/exception-builders.ts";
import { memoryRecordStore } from "../../support/memory-record-store.ts";
import { runAction } from "../../support/run-component.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");

const comparison: DigestComparison = {
  lookBackHours: 24,
  orders: 120,
  inSync: 116,
  waiting: 1,
  withGaps: 3,
  parcelsAtRisk: 1,
  gapsByKind: { "lines-differ": 2, "values-differ": 1 },
  values: {
    byCurrency: [
      { currency: "GBP", ordersSame: 110, ordersDiffering: 1, shopifyMinor: 1_234_550, peoplevoxMinor: 1_234_000 },
      { currency: "JPY", ordersSame: 2, ordersDiffering: 0, shopifyMinor: 9_000, peoplevoxMinor: 9_000 },
    ],
    ordersNotCompared: 7,
  },
};

const exceptions = [
  anException(
    { orderName: "#1", kind: "picking-started", mattersUntil: "2026-11-24T16:30:00Z" },
    "2026-11-24T11:00:00Z",
  ),
  anException({ orderName: "#2", kind: "held-too-long", mattersUntil: "2026-11-24T11:30:00Z" }, "2026-11-20T09:00:00Z"),
  anException({ orderName: "#3", kind: "values-differ" }, "2026-11-23T13:00:00Z"),
];

test("adds up what is open with whom, what is overdue, and what is oldest", () => {
  const digest = digestOf(exceptions, null, NOW);
  expect(digest).toMatchObject({ open: 3, openedToday: 2, closedToday: 0, oldest: { orderName: "#2" } });
  expect(digest.byOwner).toEqual([
    { owner: "warehouse", open: 2, high: 1, taken: 0, overdue: 1, nextDeadline: "2026-11-24T16:30:00Z" },
    { owner: "integration", open: 1, high: 0, taken: 0, overdue: 0, nextDeadline: null },
  ]);
  expect(digest.next.map(({ orderName }) => orderName)).toEqual(["#2", "#1", "#3"]);
});

test("tells times in the merchant's zone, and values of each currency by themselves", () => {
  const text = digestText(digestContent(digestOf(exceptions, comparison, NOW), "Europe/Berlin"));
  expect(text).toContain("Daily digest: 3 exceptions open");
  expect(text).toContain("Next deadline: Tue, 24 Nov 2026, 17:30");
  expect(text).toContain("Gaps: lines differ 2, values differ 1");
  expect(text).toContain(
    "Values in GBP: 12345.50 GBP in Shopify, 12340.00 GBP in Peoplevox; 110 orders the same, 1 differ",
  );
  expect(text).toContain("Values in JPY: 9000 JPY in Shopify, 9000 JPY in Peoplevox");
});

let server: Server | null = null;

afterEach(() => {
  server?.close();
  server = null;
});

/** A receiver of webhooks that answers with a status. */
async function receiver(status: number) {
  const bodies: string[] = [];
  const opened = createServer((request, response) => {
    request.on("data", (part: Buffer) => void bodies.push(part.toString()));
    request.on("end", () => response.writeHead(status).end());
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(opened.address() as AddressInfo).port}/hook`, bodies };
}

async function digestWith(props: Readonly<Record<string, unknown>>) {
  const lasteditStore = memoryRecordStore();
  await createExceptionStore(lasteditStore, Date.now).raise(aDraft());
  return runAction(dailyDigest, { lasteditStore, ...props });
}

test("returns the text where no channel is given", async () => {
  const { result, summary } = await digestWith({ comparison });
  expect(summary).toBe("Daily digest: 1 exception open");
  expect(result).toMatchObject({ open: 1, sentTo: [], notSent: [], comparison: { orders: 120 } });
  expect((result as { text: string }).text).toContain("120: 116 in sync, 1 under way, 3 with gaps, 1 parcels at risk");
});

test("sends it over the channels, and a channel that fails does not keep it from the others", async () => {
  const { url, bodies } = await receiver(200);
  const { result } = await digestWith({ alertChannels: [`floor slack ${url}`, "ops http http://127.0.0.1:9/closed"] });
  expect(result).toMatchObject({ sentTo: ["floor"], notSent: [{ channel: "ops" }] });
  expect(bodies.join("")).toContain("Daily digest: 1 exception open");
});

test("fails where no channel took it, so that it is sent again", async () => {
  const { url } = await receiver(500);
  await expect(digestWith({ alertChannels: `floor slack ${url}` })).rejects.toThrow("floor");
});

test.each([
  [{ zone: "Mars/Base" }, 'There is no time zone "Mars/Base". Nothing was sent.'],
  [{ comparison: { orders: -1 } }, "Expected what Compare Recent Orders returned. Nothing was sent."],
])("refuses %j", async (props, problem) => {
  await expect(digestWith(props)).rejects.toThrow(problem);
});

import { expect, test } from "@jest/globals";
import recordSyncGaps from "../../../actions/lastedit/record-sync-gaps/record-sync-gaps.ts";
import { createExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { aDraft } from "../../support/exception-builders.ts";
import { memoryRecordStore } from "../../support/memory-record-store.ts";
import { runAction } from "../../support/run-component.ts";

const order = { shop: "demo.myshopify.com", lineage: "#1001" };

async function openedWith(...kinds: readonly ExceptionKind[]) {
  const lasteditStore = memoryRecordStore();
  const store = createExceptionStore(lasteditStore, Date.now);
  for (const kind of kinds) await store.raise(aDraft({ kind }));
  const open = async () => (await store.list({ status: "open" })).map(({ kind }) => kind).toSorted();
  const record = (more: Readonly<Record<string, unknown>>) =>
    runAction(recordSyncGaps, { ...order, lasteditStore, ...more });
  return { open, record };
}

test("raises what stands and closes gaps that are gone; other findings stay while the order is not in sync", async () => {
  const { open, record } = await openedWith("rma-missing", "held-too-long", "picking-started", "rma-failed");
  const { summary } = await record({ exceptions: [aDraft({ kind: "held-too-long" })] });
  expect(summary).toBe("#1001: raised held-too-long (warehouse); closed rma-missing");
  expect(await open()).toEqual(["held-too-long", "picking-started", "rma-failed"]);
});

test("an order in sync closes findings about its edit too, those named and those about returns excepted", async () => {
  const { open, record } = await openedWith(
    "picking-started",
    "details-cut",
    "rma-missing",
    "rma-failed",
    "run-failed",
  );
  await record({ orderInSync: true, stillOpen: ["details-cut", "rma-missing"] });
  expect(await open()).toEqual(["details-cut", "rma-failed", "rma-missing"]);
});

test("the same findings a second time are counted, not doubled", async () => {
  const { open, record } = await openedWith();
  const exceptions = JSON.stringify([aDraft({ kind: "values-differ" }), aDraft({ kind: "held-too-long" })]);
  await record({ exceptions });
  await record({ exceptions });
  expect(await open()).toEqual(["held-too-long", "values-differ"]);
});

test("refuses an exception that is none, and changes nothing", async () => {
  const { open, record } = await openedWith("values-differ");
  await expect(record({ exceptions: [{ kind: "no-such" }] })).rejects.toThrow("Nothing was changed");
  expect(await open()).toEqual(["values-differ"]);
});

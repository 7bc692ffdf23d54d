import { describe, expect, test } from "@jest/globals";
import type { ExceptionDraft } from "../../../domain/exceptions/exception.ts";
import { closed, seenAgain } from "../../../domain/exceptions/exception-ledger.ts";
import type { RunDetailView } from "../../../runtime/cli/local-api/backend.ts";
import { progressLine, progressOf } from "../../../runtime/cli/serving/progress.ts";
import { exceptionStory, exceptionTable } from "../../../runtime/cli/story/exception-story.ts";
import { runStory, runTable } from "../../../runtime/cli/story/run-story.ts";
import { count, durationInWords, table } from "../../../runtime/cli/story/words.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 24, 10, 0, second)).toISOString();

type Step = RunDetailView["steps"][number];

function step(namespace: string, attempt: number, more: Partial<Step> = {}): Step {
  const usual = {
    position: 0,
    uses: `x-${namespace}@0.0.1`,
    writes: false,
    input: {},
    output: null,
    logs: null,
    error: null,
  };
  return {
    ...usual,
    namespace,
    attempt,
    status: "succeeded",
    summary: null,
    startedAt: at(0),
    finishedAt: at(2),
    ...more,
  };
}

const BASE = {
  id: 12,
  recipe: "send-order-edit-to-warehouse",
  recipeHash: "h",
  orderKey: "demo:12",
  orderName: "#1004",
  orderId: "12",
  events: 1,
  attempt: 1,
  failures: 0,
  waits: 0,
  replayOf: null,
  queuedAt: at(0),
};
const EVENT = { summary: "Order #1004 changed (orders/edited)", emittedAt: at(0), payload: {} };
const DONE = {
  ...BASE,
  status: "succeeded",
  startedAt: at(0),
  finishedAt: at(5),
  outcome: "apply-in-place",
  summary: "HAT 2 → 1",
} as const;

describe("a run's story", () => {
  test("tells each step with its summary, the decision with its reason, what was done, and the end", () => {
    const plan = step("plan", 1, {
      output: {
        returnValue: { outcome: "apply-in-place", because: "The warehouse has not started.", changes: "HAT 2 → 1" },
      },
    });
    const update = step("update", 1, {
      summary: "#1004: apply-in-place (HAT 2 → 1)",
      output: { returnValue: { outcome: "apply-in-place", done: ["1004 put on hold"] } },
    });
    const story = runStory({
      run: DONE,
      events: [EVENT],
      steps: [plan, update, step("alert", 1, { status: "skipped", summary: "Skipped: its condition was not met." })],
    });
    expect(story).toContain("Run 12 · #1004 · send-order-edit-to-warehouse · apply-in-place");
    expect(story).toContain("Order #1004 changed (orders/edited)");
    expect(story).toContain("Decision: apply-in-place. The warehouse has not started.");
    expect(story).toContain("Difference: HAT 2 → 1");
    expect(story).toContain("- 1004 put on hold");
    expect(story).toContain("alert        Skipped: its condition was not met.");
    expect(story).toMatch(/Ended .*, 5\.0 s after it began: HAT 2 → 1$/);
  });

  test("says what a failed and an interrupted step may have changed, and when it is tried again", () => {
    const error = {
      message: "Peoplevox did not answer. Whether it changed anything is not known.",
      code: "x",
      retry: "safe",
      effect: "unknown",
    } as const;
    const steps = [
      step("update", 1, { status: "interrupted", writes: true }),
      step("update", 2, { status: "failed", writes: true, error }),
    ];
    const story = runStory({
      run: { ...BASE, status: "waiting", attempt: 2, dueAt: at(30), lastError: error },
      events: [EVENT],
      steps,
    });
    expect(story).toContain("waiting to be tried again");
    expect(story).toContain(
      "Interrupted: the process ended during this step. Whether it changed anything is not known.",
    );
    expect(story).toContain("Failed: Peoplevox did not answer.");
    expect(story).toMatch(/Is tried again at .*\. Last time: Peoplevox did not answer\./);
  });

  test("leaves out the middle of many tries", () => {
    const steps = Array.from({ length: 40 }, (_, index) => step("update", index + 1, { status: "failed" }));
    const story = runStory({ run: { ...DONE, attempt: 40 }, events: [EVENT, EVENT], steps });
    expect(story).toContain("2 events were taken together.");
    expect(story.match(/Try \d+:/g)).toEqual(["Try 1:", "Try 39:", "Try 40:"]);
    expect(story).toContain("… 37 further tries went the same way or similarly …");
  });
});

test("a list of runs has one line for each", () => {
  expect(runTable([])).toBe("No run fits.");
  expect(runTable([DONE]).split("\n")[1]).toMatch(
    /^12 .* #1004 {2}send-order-edit-to-warehouse {2}apply-in-place {2}HAT 2 → 1$/,
  );
});

test("an exception tells what happened, what was changed, what to do, and both sides line by line", () => {
  const draft: ExceptionDraft = {
    ...{ kind: "unknown-sku", owner: "merchandising", severity: "high", shop: "demo", lineage: "#1004" },
    ...{ orderName: "#1004", orderId: "12", salesOrderNumber: "1004", whatHappened: "SKU MUG is not known." },
    ...{ whatWasChanged: "Nothing was changed.", whatToDo: "Create the item.", mattersUntil: null },
    ...{ wanted: [{ itemCode: "MUG", title: "Mug", quantity: 2 }], inWarehouse: [] },
  };
  const seenTwice = seenAgain(seenAgain(null, draft, at(0)), draft, at(9));
  const exception = closed(seenTwice, "In sync again.", at(10));
  const story = exceptionStory(exception);
  for (const part of [
    "owner: merchandising",
    "SKU MUG is not known.",
    "Nothing was changed.",
    "Create the item.",
    "Customer wants: 2 × MUG",
    "Warehouse has:  –",
    "Seen 2 times",
    "In sync again.",
  ]) {
    expect(story).toContain(part);
  }
  expect(exceptionTable([exception])).toContain("demo/#1004/unknown-sku");
  expect(exceptionTable([])).toContain("Nothing waits for a person.");
});

test("the progress line counts edits, what became of them, and requests", () => {
  const runs = {
    events: 9,
    byStatus: { waiting: 1, running: 2, succeeded: 5, failed: 1, cancelled: 0 },
    byOutcome: { "apply-in-place": 2, cancel: 1, "in-sync": 2 },
  };
  expect(progressLine(progressOf({ runs, openExceptions: 4, sources: [] }, { GetData: 10, SaveData: 3 }))).toBe(
    "9 edits in · 3 waiting · 3 applied · 2 already right · 1 failed · 4 open exceptions · 13 requests to Peoplevox",
  );
});

test("durations, counts and tables read well", () => {
  expect([40.4, 1_234, 185_000, 7_800_000].map(durationInWords)).toEqual(["40 ms", "1.2 s", "3 min 5 s", "2 h 10 min"]);
  expect([count(1, "event"), count(2, "event")]).toEqual(["1 event", "2 events"]);
  expect(
    table([
      ["a", "bb"],
      ["ccc", "d"],
    ]),
  ).toBe("a    bb\nccc  d");
});

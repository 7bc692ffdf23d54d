import { describe, expect, test } from "@jest/globals";
import type { ExceptionDraft } from "../../../domain/exceptions/exception.ts";
import { carryOut } from "../../../domain/exceptions/person-move.ts";
import { closed, seenAgain } from "../../../domain/exceptions/exception-ledger.ts";
import type { RunDetailView } from "../../../runtime/cli/local-api/backend.ts";
import { progressLine, progressOf } from "../../../runtime/cli/serving/progress.ts";
import { exceptionStory, exceptionTable } from "../../../runtime/cli/story/exception-story.ts";
import { runStory, runTable } from "../../../runtime/cli/story/run-story.ts";
import { versionsSideBySide } from "../../../runtime/cli/story/versions-side-by-side.ts";
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

  test("says what a run waits for in a pause, and what became of what it asked to be sent", () => {
    const story = runStory({
      run: { ...BASE, status: "waiting", dueAt: at(30), lastError: null },
      events: [EVENT],
      steps: [step("ask", 1)],
      sends: [
        { step: "ask", kind: "email", status: "held", because: null, finishedAt: null },
        { step: "ask", kind: "http", status: "sent", because: "example.com answered 200.", finishedAt: at(3) },
      ],
      pause: { kind: "suspend", namespace: "ask", dueAt: at(30) },
    });
    expect(story).toContain("ask          Send (email): Held until the run has ended.");
    expect(story).toContain("ask          Send (http): example.com answered 200.");
    expect(story).toMatch(/Suspended by the step "ask"; cancelled at .* if nobody resumes it\.$/);
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

const NOW_MS = Date.parse(at(0));
const DRAFT: ExceptionDraft = {
  ...{ kind: "unknown-sku", owner: "merchandising", severity: "high", shop: "demo.myshopify.com", lineage: "#1004" },
  ...{ orderName: "#1004", orderId: "12", salesOrderNumber: "1004", whatHappened: "SKU MUG is not known." },
  ...{ whatWasChanged: "Nothing was changed.", whatToDo: "Create the item.", mattersUntil: null },
  ...{ wanted: [{ itemCode: "MUG", title: "Mug", quantity: 2 }], inWarehouse: [] },
};

describe("an exception's story", () => {
  test("tells what happened, what was changed, what to do, and who did what about it", () => {
    const taken = carryOut(
      seenAgain(seenAgain(null, DRAFT, at(0)), DRAFT, at(9)),
      { what: "take", by: "anna", note: "I ask Bo." },
      at(10),
      "take",
    );
    if (!taken.ok) throw new Error(taken.because);
    const story = exceptionStory(closed(taken.exception, "In sync again.", at(11)), NOW_MS);
    for (const part of [
      "owner: merchandising",
      "SKU MUG is not known.",
      "Nothing was changed.",
      "Create the item.",
      "Seen 2 times",
      "In sync again.",
      "#1004 in Shopify: https://demo.myshopify.com/admin/orders/12",
      "Id: demo.myshopify.com/#1004/unknown-sku",
    ]) {
      expect(story).toContain(part);
    }
    const history = story.split("History:\n")[1]?.split("\n").slice(0, 4);
    expect(history?.map((line) => line.trim().split(/ {2,}/).slice(1))).toEqual([
      ["opened", "SKU MUG is not known."],
      ["seen", "SKU MUG is not known."],
      ["taken by anna", "I ask Bo."],
      ["closed", "In sync again."],
    ]);
  });

  test("says how long acting is still of use, and since when it is not", () => {
    const until = (mattersUntil: string): string =>
      exceptionStory(seenAgain(null, { ...DRAFT, mattersUntil }, at(0)), NOW_MS);
    expect(until(new Date(NOW_MS + 25 * 60_000).toISOString())).toContain("(25 minutes left).");
    expect(until(new Date(NOW_MS - 3 * 60_000).toISOString())).toContain("(over since 3 minutes).");
  });

  test("counts what its history does not hold any more", () => {
    const olderHistory = { from: at(0), to: at(5), counts: { seen: 7, taken: 1 } };
    expect(exceptionStory({ ...seenAgain(null, DRAFT, at(9)), olderHistory }, NOW_MS)).toMatch(
      /History:\n.* to .*: 7 × seen, 1 × taken\n/,
    );
  });
});

test("both versions stand side by side, item by item, and what differs is marked", () => {
  const words = versionsSideBySide({
    wanted: [
      { itemCode: "HAT", title: "Hat", quantity: 1 },
      { itemCode: "HAT", title: "Hat", quantity: 2 },
      { itemCode: "MUG", title: "Mug", quantity: 2 },
      { itemCode: "", title: "Poster", quantity: 0 },
    ],
    inWarehouse: [
      { itemCode: "HAT", title: "Hat", quantity: 3 },
      { itemCode: "PEN", title: "PEN", quantity: 4 },
    ],
  });
  expect(words.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["item", "customer wants", "warehouse has"],
    ["HAT", "3", "3", "Hat"],
    ["MUG", "2", "–", "differs", "Mug"],
    ["Poster", "–", "–", "has no ItemCode"],
    ["PEN", "–", "4", "differs"],
  ]);
  expect(versionsSideBySide({ wanted: [], inWarehouse: [] })).toContain("Neither");
});

test("a list of exceptions has one line for each, with its state in words and the minutes left", () => {
  const mattersUntil = new Date(NOW_MS + 25 * 60_000).toISOString();
  const exception = seenAgain(null, { ...DRAFT, mattersUntil }, at(0));
  const taken = { ...exception, state: { is: "taken", since: at(0), by: "anna" } } as const;
  const [heading, first, second] = exceptionTable([taken, { ...exception, mattersUntil: null }], NOW_MS).split("\n");
  expect(heading).toContain("minutes left");
  expect(first).toMatch(
    /^#1004 +merchandising +25 +taken by anna +SKU MUG is not known\. +demo.*\/#1004\/unknown-sku$/,
  );
  expect(second).toMatch(/ merchandising +– +open +SKU/);
  expect(exceptionTable([], NOW_MS)).toContain("Nothing waits for a person.");
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

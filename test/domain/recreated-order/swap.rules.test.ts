import { describe, expect, test } from "@jest/globals";
import {
  decideSwap,
  DEFAULT_SWAP_POLICY,
  isMove,
  SWAP_FACT_VALUES,
  SWAP_MOVES,
  SWAP_RULES,
} from "../../../domain/recreated-order/swap.rules.ts";
import type { SwapFacts, SwapMove, SwapRule } from "../../../domain/recreated-order/swap.rules.ts";
import { everyCombination } from "../decision-table/every-combination.ts";
import { expectPage, facts as inWords, table } from "../decision-table/generated-page.ts";

/** Worked out once: there are about thirty-five thousand. */
const EVERY_ANSWER = everyCombination(SWAP_FACT_VALUES).map((facts) => ({ facts, row: decideSwap(facts) }));

const IN_WORK = ["picking", "picked", "unknown"];

/** Whether something of a side could leave: a fence keeps back only what it stands for. */
const couldLeave = (state: SwapFacts["old"], fence: SwapFacts["oldFence"]): boolean =>
  (state === "not-started" || IN_WORK.includes(state)) && fence === "free";

/** How Peoplevox stands after a move, when nobody else does anything. */
function after(facts: SwapFacts, move: SwapMove): SwapFacts {
  switch (move) {
    case "hold-new":
    case "stop-new":
      return { ...facts, newFence: "ours" };
    case "hold-old":
    case "stop-old":
      return { ...facts, oldFence: "ours" };
    case "cancel-old":
      return { ...facts, old: "cancelled", oldFence: "free" };
    case "release-new":
      return { ...facts, newFence: "free" };
  }
}

/** All facts on the way to the end, the last ones included. */
function walk(start: SwapFacts): {
  readonly path: readonly SwapFacts[];
  readonly moves: readonly SwapMove[];
  readonly end: SwapRule;
} {
  const path = [start];
  const moves: SwapMove[] = [];
  for (;;) {
    const facts = path.at(-1) ?? start;
    const row = decideSwap(facts);
    if (!isMove(row.then)) return { path, moves, end: row };
    moves.push(row.then);
    if (moves.length > SWAP_MOVES.length) throw new Error(`No end from ${JSON.stringify(start)}: ${moves.join(", ")}`);
    path.push(after(facts, row.then));
  }
}

const WALKS = everyCombination(SWAP_FACT_VALUES).map((facts) => ({ facts, ...walk(facts) }));

const usual: SwapFacts = {
  ...DEFAULT_SWAP_POLICY,
  kind: "recreated",
  old: "not-started",
  oldFence: "free",
  new: "not-started",
  newFence: "free",
  newTwice: "no",
  imported: "all",
  patience: "waiting",
};

describe("the table of moves", () => {
  test("answers every combination of facts, and every row is reached", () => {
    expect(new Set(EVERY_ANSWER.map(({ row }) => row))).toEqual(new Set(SWAP_RULES));
  });

  test("comes to an end from any facts, and makes no move twice", () => {
    expect(WALKS.filter(({ moves }) => new Set(moves).size < moves.length)).toEqual([]);
  });

  test("once the two are apart, no move lets both go", () => {
    const breaches = WALKS.filter(({ path }) => {
      const both = path.map((facts) => couldLeave(facts.old, facts.oldFence) && couldLeave(facts.new, facts.newFence));
      const firstApart = both.indexOf(false);
      return firstApart >= 0 && both.slice(firstApart).includes(true);
    });
    expect(breaches).toEqual([]);
  });

  test("where the original is known to be replaced, a run never ends with both free to go", () => {
    const open = WALKS.filter(({ facts, path }) => {
      const last = path.at(-1) ?? facts;
      const isDecided = facts.kind === "recreated" || facts.kind === "split";
      return isDecided && couldLeave(last.old, last.oldFence) && couldLeave(last.new, last.newFence);
    });
    expect(open).toEqual([]);
  });

  test("nothing is cancelled while it is under way or in review, or once work has begun, or without a hold", () => {
    const cancels = EVERY_ANSWER.filter(({ row }) => row.then === "cancel-old");
    expect(new Set(cancels.map(({ facts }) => facts.kind))).toEqual(new Set(["recreated", "split", "none"]));
    expect(new Set(cancels.map(({ facts }) => facts.old))).toEqual(new Set(["not-started"]));
    expect(cancels.filter(({ facts }) => facts.oldFence === "free")).toEqual([]);
  });

  test("the new order is released only when nothing of the original can be sent any more", () => {
    const releases = EVERY_ANSWER.filter(({ row }) => row.then === "release-new");
    expect(new Set(releases.map(({ facts }) => facts.old))).toEqual(new Set(["missing", "cancelled"]));
    expect(new Set(releases.map(({ facts }) => facts.newFence))).toEqual(new Set(["ours"]));
  });

  test.each<[string, Partial<SwapFacts>, readonly SwapMove[], SwapRule["then"]]>([
    ["both are there", {}, ["hold-new", "hold-old", "cancel-old", "release-new"], "settled"],
    ["somebody holds the new one", { newFence: "somebody" }, ["hold-old", "cancel-old"], "settled"],
    [
      "only the original is there",
      { new: "missing", imported: "not-all" },
      ["hold-old", "cancel-old"],
      "wait-for-import",
    ],
    ["only the new one is there", { old: "missing" }, [], "settled"],
    ["none is there", { old: "missing", new: "missing", imported: "not-all" }, [], "wait-for-import"],
    [
      "the new one never came",
      { old: "cancelled", new: "missing", imported: "not-all", patience: "over" },
      [],
      "raise-not-imported",
    ],
    ["the original is being picked", { old: "picking" }, ["hold-new", "stop-old"], "raise-old-in-work"],
    [
      "it is being picked and parcels are not to be stopped",
      { old: "picking", onceOldStarted: "leave" },
      ["hold-new"],
      "raise-old-in-work",
    ],
    ["both are being picked", { old: "picked", new: "picking" }, ["stop-old"], "raise-old-in-work"],
    [
      "both are being picked and the original's parcel is not to be stopped",
      { old: "picked", new: "picking", onceOldStarted: "leave" },
      ["stop-new"],
      "raise-old-in-work",
    ],
    ["the original has left", { old: "despatched" }, ["hold-new"], "raise-old-sent"],
    [
      "the original has left, the new one is packed",
      { old: "despatched", new: "picked" },
      ["stop-new"],
      "raise-old-sent",
    ],
    ["the new one has left", { new: "despatched" }, ["hold-old", "cancel-old"], "settled"],
    ["the new one is cancelled there", { new: "cancelled" }, ["hold-old", "cancel-old"], "raise-new-cancelled"],
    ["it is under way", { kind: "under-way" }, ["hold-new"], "ask-again"],
    ["a person decides", { kind: "review" }, ["hold-new"], "raise-review"],
    ["a person decides and nothing is to be held", { kind: "review", onReview: "tell-only" }, [], "raise-review"],
    [
      "somebody keyed the new one in twice",
      { old: "cancelled", newFence: "ours", newTwice: "yes" },
      [],
      "raise-review",
    ],
    ["it was nothing after all", { kind: "none", old: "missing", newFence: "ours" }, ["release-new"], "settled"],
  ])("when %s", (_title, facts, moves, end) => {
    const walked = walk({ ...usual, ...facts });
    expect(walked.moves).toEqual(moves);
    expect(walked.end.then).toBe(end);
  });

  test("is printed in the manual as it stands in the code", async () => {
    const rows = SWAP_RULES.map(({ when, then, because }, index) => [
      String(index + 1),
      inWords(when),
      `**${then}**`,
      because,
    ]);
    await expectPage("recreated-order-swap.md", [
      "# What is done about a recreated order",
      "",
      "Generated from `domain/recreated-order/swap.rules.ts`. How a recreated order is recognised is in",
      "[recreated-orders.md](recreated-orders.md).",
      "",
      "`old` is the original's side, `new` that of the order in its place; each may have several Sales Orders. Read top to",
      "bottom, the first row that fits wins. After a move (hold, stop, cancel, release) both sides are read again, until a",
      "row ends the run. So a run that was interrupted is finished by the next one, and a picker who is faster is seen.",
      "",
      "A side is `free` when some of it could go: not started and not on hold, or in work and its parcel not stopped.",
      "Holds are recorded before they are placed, apart from those of other actions; only our own are released.",
      "",
      ...table(["#", "when", "then", "because"], rows),
      "",
      "`ask-again` and `wait-for-import` end only this try: the run is tried again. `raise-…` puts an exception in front of",
      "a person; a retry after that finishes the job.",
    ]);
  });
});

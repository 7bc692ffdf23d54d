import { describe, expect, test } from "@jest/globals";
import { DEFAULT_EVIDENCE_RULES as RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import { findingId, findRecreated } from "../../../domain/recreated-order/find-recreated.ts";
import type { Patience, RecreateFinding } from "../../../domain/recreated-order/find-recreated.ts";
import type { OrderTrace } from "../../../domain/recreated-order/order-trace.ts";
import { at, aTrace, cancelled, linesOf } from "./trace-builders.ts";

const find = (asked: OrderTrace, candidates: readonly OrderTrace[], patience: Patience = "over"): RecreateFinding =>
  findRecreated(asked, candidates, RULES, patience);

const openFirst = aTrace();
const first = cancelled(aTrace({ tags: ["Edit Order - Cancelled"] }), 60);
const second = aTrace({ id: "5009", name: "#1031A", createdAt: at(60), processedAt: at(0), tags: ["Edit Order"] });
const oldSecond = cancelled({ ...second, tags: ["Edit Order", "Edit Order - Cancelled"] }, 90);
const third = aTrace({ id: "5012", name: "#1031B", createdAt: at(90), processedAt: at(0), tags: ["Edit Order"] });

const names = (orders: readonly { name: string }[]): string[] => orders.map(({ name }) => name);

describe("a recreated order", () => {
  test("is told with both orders, the root, and why", () => {
    expect(find(second, [first])).toEqual({
      kind: "recreated",
      reason: "recreated",
      because: "The older order is cancelled, and exactly one newer order takes its place.",
      shop: "demo.myshopify.com",
      root: "#1031",
      original: { id: "5001", name: "#1031", createdAt: at(0), cancelledAt: at(60) },
      replacement: { id: "5009", name: "#1031A", createdAt: at(60), cancelledAt: null },
      score: 290,
      evidence: [
        expect.objectContaining({ rule: "name-and-letter", points: 60 }),
        expect.objectContaining({ rule: "cleverific-tag-pair", points: 100 }),
        expect.objectContaining({ rule: "cleverific-new-tag", points: 40 }),
        expect.objectContaining({ rule: "same-customer", points: 20 }),
        expect.objectContaining({ rule: "cancelled-close", points: 25 }),
        expect.objectContaining({ rule: "same-address", points: 10 }),
        expect.objectContaining({ rule: "sku-overlap", points: 15 }),
        expect.objectContaining({ rule: "copied-payment", points: 20 }),
      ],
      live: [expect.objectContaining({ name: "#1031A" })],
      cancelled: [expect.objectContaining({ name: "#1031" })],
      openAndReplaced: [],
      steps: [expect.objectContaining({ makes: "version", score: 290, against: null })],
    });
  });

  test("is the same finding whichever of the two is asked about, and however often it is given", () => {
    expect(find(first, [second])).toEqual(find(second, [first]));
    expect(find(second, [second, first, first])).toEqual(find(second, [first]));
  });

  test("what was read of the asked order itself wins over an older reading among the candidates", () => {
    expect(find(first, [second, openFirst]).kind).toBe("recreated");
  });

  test("contains nothing of the customer", () => {
    expect(JSON.stringify(find(second, [first]))).not.toMatch(/example\.com|High Street|Ann Lee|7001/);
  });
});

describe("when the create arrives first", () => {
  test("the pair is under way until the old order is cancelled, then recreated", () => {
    expect(find(second, [openFirst], "waiting")).toMatchObject({
      kind: "under-way",
      live: [{ name: "#1031A" }],
      openAndReplaced: [{ name: "#1031" }],
    });
    expect(find(first, [second], "waiting").kind).toBe("recreated");
  });

  test("and the cancel never comes, a person is asked, since both would be sent", () => {
    expect(find(second, [openFirst], "over")).toMatchObject({ kind: "review", reason: "both-open" });
  });
});

describe("when the cancel arrives first", () => {
  test("nothing is found before the new order is known", () => {
    expect(find(first, [], "waiting")).toMatchObject({ kind: "none", reason: "unrelated", root: "#1031" });
    expect(find(second, [first], "waiting").kind).toBe("recreated");
  });

  test("and nothing follows, it was a plain cancel", () => {
    expect(find(first, [], "over").kind).toBe("none");
  });
});

describe("a chain of edits", () => {
  test("has one root, and only the newest order is live", () => {
    for (const asked of [first, oldSecond, third]) {
      expect(find(asked, [first, oldSecond, third])).toMatchObject({
        kind: "recreated",
        root: "#1031",
        original: { name: "#1031A" },
        replacement: { name: "#1031B" },
        live: [{ name: "#1031B" }],
        cancelled: [{ name: "#1031" }, { name: "#1031A" }],
        steps: [
          { original: { name: "#1031" }, replacement: { name: "#1031A" } },
          { original: { name: "#1031A" }, replacement: { name: "#1031B" } },
        ],
      });
    }
  });

  test("goes back to the nearest version by name, also when the one before that cannot be compared with it", () => {
    const unread = cancelled(
      aTrace({
        ...{ id: "5009", name: "#1031A", createdAt: at(300), processedAt: null, tags: ["Edit Order - Cancelled"] },
        ...{ customerId: null, email: null, shippingAddress: null, lines: [] },
      }),
      400,
    );
    const newest = { ...third, createdAt: at(400) };
    expect(find(newest, [first, unread])).toMatchObject({
      kind: "recreated",
      original: { name: "#1031A" },
      steps: [{ replacement: { name: "#1031B" } }],
    });
  });

  test("keeps its root when the first order is not known", () => {
    expect(find(third, [oldSecond])).toMatchObject({ kind: "recreated", root: "#1031", original: { name: "#1031A" } });
  });

  test("holds back the newest while the one before it is open", () => {
    const finding = find(third, [first, second], "waiting");
    expect(finding).toMatchObject({ kind: "under-way", root: "#1031" });
    expect([names(finding.live), names(finding.openAndReplaced)]).toEqual([["#1031B"], ["#1031A"]]);
  });

  test("that ends with a cancel leaves nothing to send", () => {
    expect(find(third, [first, cancelled(second, 90), cancelled(third, 200)].slice(0, 2)).kind).toBe("recreated");
    expect(find(cancelled(third, 200), [first, oldSecond])).toMatchObject({ kind: "none", reason: "nothing-live" });
  });

  test("whose last copy is cancelled while the one before it is open sends that one", () => {
    expect(find(first, [second, cancelled(third, 100)])).toMatchObject({
      kind: "recreated",
      replacement: { name: "#1031A" },
      cancelled: [{ name: "#1031" }, { name: "#1031B" }],
    });
    expect(find(openFirst, [cancelled(second, 61)])).toMatchObject({ kind: "none", reason: "copy-cancelled" });
  });

  test("by an app that gives numbers of its own is named by the first known order", () => {
    const app = { id: "1354", name: "Order Editor" };
    const one = cancelled(aTrace(), 60);
    const two = cancelled(aTrace({ id: "5009", name: "#1040", createdAt: at(60), app }), 90);
    const three = aTrace({ id: "5012", name: "#1055", createdAt: at(90), app });
    expect(find(two, [three, one])).toMatchObject({
      kind: "recreated",
      root: "#1031",
      original: { name: "#1040" },
      replacement: { name: "#1055" },
    });
  });
});

describe("a split order", () => {
  const parent = cancelled(aTrace({ lines: linesOf({ TEE: 2, HAT: 1 }) }), 61);
  const part = (name: string, id: string, goods: Readonly<Record<string, number>>): OrderTrace =>
    aTrace({ id, name, createdAt: at(60), processedAt: at(0), lines: linesOf(goods) });
  const preorder = part("#1031-Preorder", "5009", { HAT: 1 });
  const rest = part("#1031-Original", "5010", { TEE: 2 });

  test("has several live parts of one root, each sent", () => {
    for (const asked of [parent, preorder, rest]) {
      expect(find(asked, [parent, preorder, rest])).toMatchObject({
        kind: "split",
        root: "#1031",
        parts: [{ name: "#1031-Preorder" }, { name: "#1031-Original" }],
        cancelled: [{ name: "#1031" }],
      });
    }
  });

  test("is under way, then a person's, when the parts have more than the original had", () => {
    const tooMuch = part("#1031-Original", "5010", { TEE: 2, HAT: 1 });
    expect(find(parent, [preorder, tooMuch], "waiting").kind).toBe("under-way");
    expect(find(parent, [preorder, tooMuch])).toMatchObject({ kind: "review", reason: "several-live" });
  });

  test("is left alone when the goods were moved out and the rest stays in the original", () => {
    const kept = aTrace({
      lines: [
        { sku: "TEE", quantity: 2, currentQuantity: 2 },
        { sku: "HAT", quantity: 1, currentQuantity: 0 },
      ],
    });
    expect(find(preorder, [kept], "waiting").kind).toBe("under-way");
    expect(find(preorder, [kept])).toMatchObject({ kind: "none", reason: "split-off" });
  });

  test("is a person's when the original is still open and was not cut", () => {
    const uncut = aTrace({ lines: linesOf({ TEE: 2, HAT: 1 }) });
    expect(find(preorder, [uncut])).toMatchObject({ kind: "review", reason: "both-open" });
  });

  test("whose part was copied with other goods is a person's while the old part is open", () => {
    const swapped = part("#1031-OriginalA", "5011", { MUG: 1 });
    expect(find(swapped, [parent, preorder, rest])).toMatchObject({ kind: "review", reason: "both-open" });
  });

  test("whose part is being edited holds back only while the old part is open", () => {
    const edited = part("#1031-OriginalA", "5011", { TEE: 1 });
    expect(find(edited, [parent, preorder, rest], "waiting").kind).toBe("under-way");
    expect(find(edited, [parent, preorder, cancelled(rest, 61)])).toMatchObject({
      kind: "split",
      parts: [{ name: "#1031-Preorder" }, { name: "#1031-OriginalA" }],
    });
  });
});

describe("what does not fit together", () => {
  test("an ambiguous original is waited for, then a person decides", () => {
    const marked = { tags: ["Edit Order - Cancelled"] };
    const one = cancelled(aTrace(marked), 60);
    const other = cancelled(aTrace({ ...marked, id: "5002", name: "#1032" }), 60);
    const copy = aTrace({ id: "5009", name: "#1040", createdAt: at(60), tags: ["Edit Order"] });
    expect(find(copy, [one, other], "waiting").kind).toBe("under-way");
    for (const asked of [one, other, copy]) {
      const finding = find(asked, [one, other, copy]);
      expect(finding).toMatchObject({ kind: "review", reason: "several-originals" });
      expect(names(finding.steps.map(({ original }) => original))).toEqual(["#1031", "#1032"]);
    }
  });

  test("an original that another copy names is not a choice for a copy that names none", () => {
    const marked = { tags: ["Edit Order - Cancelled"] };
    const other = cancelled(aTrace({ ...marked, id: "5002", name: "#1032" }), 60);
    const copy = aTrace({ id: "5010", name: "#1040", createdAt: at(60), tags: ["Edit Order"] });
    expect(find(copy, [first, second, other])).toMatchObject({ kind: "recreated", original: { name: "#1032" } });
    expect(find(copy, [first, second])).toMatchObject({ kind: "review", reason: "several-live" });
  });

  test("an order that is named wins over one that only bears the marks", () => {
    const other = cancelled(aTrace({ id: "5002", name: "#1032", tags: ["Edit Order - Cancelled"] }), 60);
    const copy = { ...second, name: "#1040", sourceIdentifier: "5001" };
    expect(find(copy, [first, other])).toMatchObject({ kind: "recreated", original: { name: "#1031" } });
  });

  test("what speaks against it is told in words", () => {
    const fraud = { ...first, cancelReason: "FRAUD" };
    expect(find(second, [fraud], "waiting").kind).toBe("under-way");
    expect(find(second, [fraud])).toMatchObject({
      kind: "review",
      reason: "contradicted",
      steps: [{ against: "#1031 was cancelled for fraud or a declined payment, not for an edit." }],
    });
  });

  test("a version between that was partly sent is not passed over for the one before it", () => {
    expect(find(third, [first, { ...oldSecond, firstSentAt: at(70) }])).toMatchObject({
      kind: "review",
      reason: "sent-and-cancelled",
      steps: [{ original: { name: "#1031A" }, replacement: { name: "#1031B" } }],
    });
  });

  test("an order that is partly sent and cancelled is a person's, one that is sent and open is not", () => {
    expect(find(second, [{ ...first, firstSentAt: at(1) }])).toMatchObject({
      kind: "review",
      reason: "sent-and-cancelled",
    });
    expect(find(second, [{ ...openFirst, firstSentAt: at(1) }])).toMatchObject({ kind: "none", reason: "sent" });
    expect(find(second, [{ ...first, firstSentAt: at(1) }], "waiting").kind).toBe("none");
  });

  test("copies that stay open are a person's also once the original has been sent, and each of them is named", () => {
    const sentSince = { ...openFirst, firstSentAt: at(120) };
    const copies = ["#1031-EX", "#1031-E-EX"].map((name, index) => ({ ...second, id: `501${index}`, name }));
    for (const asked of [...copies, sentSince]) {
      expect(find(asked, [sentSince, ...copies])).toMatchObject({
        kind: "review",
        reason: "both-open",
        live: [{ name: "#1031-EX" }, { name: "#1031-E-EX" }],
        openAndReplaced: [{ name: "#1031" }],
      });
    }
  });
});

describe("a finding's id", () => {
  test("is the same for both webhooks of one pair, and another one after the next edit", () => {
    const id = findingId(find(second, [first]));
    expect(id).toBe("recreated:demo.myshopify.com:5009::5001");
    expect(findingId(find(first, [second]))).toBe(id);
    expect(findingId(find(third, [first, oldSecond]))).not.toBe(id);
    expect(findingId(find(second, [openFirst], "waiting"))).toBe("under-way:demo.myshopify.com:5009:5001:");
  });
});

import { describe, expect, test } from "@jest/globals";
import { planReturns } from "../../../domain/returns/plan-returns.ts";
import type { ReturnPlan } from "../../../domain/returns/plan-returns.ts";
import { DEFAULT_RETURNS_POLICY } from "../../../domain/returns/refund-kind.rules.ts";
import type { ReturnDocument } from "../../../domain/returns/return-document.ts";
import type { ReturnsCapability } from "../../../domain/returns/returns-profile.ts";
import type { ReturnStatus } from "../../../domain/returns/returns-snapshot.ts";
import { createPurchaseOrders } from "../../../sandbox/peoplevox/templates/purchase-orders.ts";
import { createRmas } from "../../../sandbox/peoplevox/templates/rmas.ts";
import { aProfile, aSalesOrder } from "../../support/order-builders.ts";
import { aHistory, aReturn, aReturnLine, aReturnsProfile, aSentLine } from "./returns-builders.ts";

interface Bench {
  documents(): ReturnDocument[];
  /** One run for a Return of `quantity` units; gives the outcome and what the templates refused. */
  run(status: ReturnStatus, quantity: number): readonly [ReturnPlan["outcome"], readonly string[]];
}

/** The sandbox's templates, which know nothing of ours: each refuses unknown columns, values and references. */
function aBench(capability: ReturnsCapability, usesLine: boolean): Bench {
  const yes = (): boolean => true;
  const { rmas, items: rmaItems } = createRmas({
    salesOrderExists: (number) => number === "1001",
    itemExists: (itemCode) => itemCode === "TEE",
    reasonExists: (reason) => reason === "FIT",
  });
  const [purchaseOrders, purchaseOrderItems] = createPurchaseOrders({ supplierExists: yes, itemExists: yes });
  const templates = { rmas, rmaItems, purchaseOrders: purchaseOrders!, purchaseOrderItems: purchaseOrderItems! };
  const [heads, rows] =
    capability === "rma-templates" ? [rmas, rmaItems] : [templates.purchaseOrders, templates.purchaseOrderItems];

  const documents = (): ReturnDocument[] =>
    [...heads.rows()].map((head) => ({
      number: head["RmaNumber"] ?? head["PurchaseOrderNumber"] ?? "",
      status: head["Status"] ?? "",
      items: [...rows.rows()].map((row) => ({
        itemCode: row["ItemCode"] ?? "",
        quantity: Number(row["Quantity"]),
        line: row["Line"] ?? null,
      })),
    }));

  return {
    documents,
    run(status, quantity) {
      const [plan] = planReturns({
        history: aHistory([aSentLine(3, 0)], [], [aReturn({ status, lines: [aReturnLine({ quantity })] })]),
        salesOrders: [aSalesOrder({ status: "Despatched" })],
        documents: documents(),
        profile: aProfile(),
        returnsProfile: aReturnsProfile({ capability, usesLine, reasons: { SIZE_TOO_SMALL: "FIT" }, supplier: "RET" }),
        policy: DEFAULT_RETURNS_POLICY,
      });
      const { outcome, writes } = plan!;
      const refused = writes.flatMap(({ template, rows: cells }) =>
        cells.map((row) => templates[template].save(row, { by: "api", template, action: 0 }).error),
      );
      return [outcome, refused.filter((error) => error !== null)];
    },
  };
}

describe.each([
  ["rma-templates", true],
  ["rma-templates", false],
  ["purchase-order", true],
  ["purchase-order", false],
] as const)("through %s, line ids kept: %j", (capability, usesLine) => {
  test("a Return is announced, corrected and withdrawn once each, and nothing is refused", () => {
    const bench = aBench(capability, usesLine);
    expect([
      bench.run("open", 3),
      bench.run("open", 3),
      bench.run("open", 1),
      bench.run("open", 1),
      bench.run("declined", 1),
      bench.run("declined", 1),
    ]).toEqual([
      ["create", []],
      ["nothing", []],
      ["correct", []],
      ["nothing", []],
      ["void", []],
      ["nothing", []],
    ]);
    expect(bench.documents()).toMatchObject([
      { number: "RETURN-901", status: "Cancelled", items: [{ itemCode: "TEE", quantity: 1 }] },
    ]);
  });
});

import { draftException } from "../../../domain/exceptions/draft-exception.ts";
import type { ExceptionDraft, ExceptionKind, LineView } from "../../../domain/exceptions/exception.ts";
import { itemCodeFor } from "../../../domain/item-code/item-code.ts";
import type { ReturnPlan } from "../../../domain/returns/plan-returns.ts";
import type { ReturnDocument } from "../../../domain/returns/return-document.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import type { OrderSnapshot } from "../../../domain/sales-order/order-snapshot.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";

/** One thing about one refund or Return that a person must know. */
export interface Finding {
  readonly kind: ExceptionKind;
  readonly plan: ReturnPlan;
  readonly whatHappened: string;
}

/** One exception per kind; refunds and Returns of the same kind share one. */
export function returnsExceptions(
  findings: readonly Finding[],
  context: {
    readonly order: OrderSnapshot;
    readonly profile: TenantProfile;
    readonly documents: readonly ReturnDocument[];
    readonly done: readonly string[];
  },
): ExceptionDraft[] {
  const { order, profile, documents, done } = context;
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const same = findings.filter((finding) => finding.kind === kind);
    const plans = same.map(({ plan }) => plan);
    const numbers = new Set(plans.map(({ number }) => number));
    const announced = documents.filter(({ number }) => numbers.has(number));
    return {
      ...draftException(kind, {
        desired: desiredSalesOrder(order, profile),
        observed: null,
        whatHappened: same.map(({ whatHappened }) => whatHappened).join(" "),
        whatWasChanged: done.length === 0 ? "Nothing was changed in Peoplevox." : `Done: ${done.join("; ")}.`,
      }),
      salesOrderNumber: plans.find(({ salesOrderNumber }) => salesOrderNumber !== null)?.salesOrderNumber ?? null,
      wanted: plans.flatMap((plan) => comingBack(plan, profile)),
      inWarehouse: announced.flatMap((document) => awaited(document, order, profile)),
    };
  });
}

/** What a plan asks to be told to a person, if anything. */
export function findingOf(plan: ReturnPlan): Finding[] {
  if (plan.raises === null) return [];
  const unknown = plan.unknownItems.length === 0 ? "" : ` Not despatched: ${plan.unknownItems.join(", ")}.`;
  return [{ kind: plan.raises, plan, whatHappened: `${titleOf(plan)}: ${plan.because}${unknown}` }];
}

/** `Return #1001-R1 (RETURN-9)` */
export const titleOf = ({ inbound, number }: ReturnPlan): string => `${inbound.title} (${number})`;

function comingBack({ inbound }: ReturnPlan, { itemCode }: TenantProfile): LineView[] {
  return inbound.lines.map(({ line, units }) => ({
    itemCode: itemCodeFor(line, itemCode) ?? "",
    title: line.title,
    quantity: units,
  }));
}

function awaited({ items }: ReturnDocument, order: OrderSnapshot, profile: TenantProfile): LineView[] {
  const titles = new Map(order.lines.map((line) => [itemCodeFor(line, profile.itemCode), line.title]));
  return items
    .filter(({ quantity }) => quantity > 0)
    .map(({ itemCode, quantity }) => ({ itemCode, title: titles.get(itemCode) ?? itemCode, quantity }));
}

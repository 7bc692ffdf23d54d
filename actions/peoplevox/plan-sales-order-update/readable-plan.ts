import { describeDifference, describePlan } from "../../../domain/order-edit/describe-plan.ts";
import type { Situation } from "../shared/situation.ts";

/** A plan as a person and a later step read it. */
export function readablePlan({ desired, plan }: Situation) {
  const current = plan.lineage.current?.salesOrder ?? null;
  return {
    orderName: desired.orderName,
    salesOrderNumber: current?.salesOrderNumber ?? null,
    outcome: plan.outcome,
    because: plan.because,
    inWords: `${desired.orderName}: ${describePlan(plan)}`,
    changes: describeDifference(plan.difference),
    facts: plan.facts,
    difference: plan.difference,
    unknownSkus: plan.unknownSkus,
    replacementNumber: plan.outcome === "apply-by-replacement" ? plan.replacementNumber : null,
    /** Texts that were cut because Peoplevox takes fewer characters, in full. */
    cutTexts: desired.cutTexts,
    /** ItemCodes whose different texts share one line. */
    joinedItemCodes: desired.joinedItemCodes,
    /** A shipping method without a service type, or `null`. */
    unmappedShippingMethod: desired.unmappedShippingMethod,
    warehouse: current === null ? null : { status: current.status, onHold: current.onHold, stopShip: current.stopShip },
  };
}

import { peoplevoxProps, warehouseFromProps } from "../../../components/peoplevox/peoplevox-props.ts";
import type { PeoplevoxProps } from "../../../components/peoplevox/peoplevox-props.ts";
import { returnsPolicyFrom, returnsPolicyProps } from "../../../components/shopify/returns-policy-props.ts";
import type { ReturnsPolicyProps } from "../../../components/shopify/returns-policy-props.ts";
import type { ActionContext } from "../../../components/pipedream-component.ts";
import { bringReturnsIntoStep } from "./bring-returns-into-step.ts";
import type { WrittenOutcome } from "./bring-returns-into-step.ts";
import { readReturns, returnsProp } from "./returns-prop.ts";
import { returnsInWords } from "./returns-report.ts";
import type { ReturnsReport } from "./returns-report.ts";

export interface ReturnsActionProps extends PeoplevoxProps, ReturnsPolicyProps {
  readonly returns: unknown;
}

/** Props of the actions that keep the returns bench in step. Use the same policy in all of them. */
export const returnsActionProps = () => ({ ...peoplevoxProps(), returns: returnsProp(), ...returnsPolicyProps() });

/** Reads the props, writes what the action is for, and says what came of it. */
export async function runReturnsAction(
  props: ReturnsActionProps,
  $: ActionContext,
  carriedOut: readonly WrittenOutcome[],
): Promise<ReturnsReport> {
  const history = readReturns(props.returns);
  const { warehouse, returnsDesk, profile } = warehouseFromProps(props);
  const request = { history, policy: returnsPolicyFrom(props) };
  const report = await bringReturnsIntoStep(request, { warehouse, desk: returnsDesk, profile }, carriedOut);
  $.export("$summary", returnsInWords(report));
  return report;
}

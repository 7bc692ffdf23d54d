import { ConfigurationError } from "@pipedream/platform";
import type { ActionDoors } from "../shared/doors.ts";
import { readOrder } from "../shared/order-prop.ts";
import { policyFrom } from "../shared/policy-props.ts";
import type { PolicyProps } from "../shared/policy-props.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { reportInWords } from "./report-in-words.ts";
import type { UpdateReport } from "./update-report.ts";

const MOST_ORDERS = 100;

/** One order's result when several were asked for: an error of one does not hide the others. */
type BatchResult = UpdateReport | { readonly orderName: string; readonly error: string };

/**
 * Updates one order or a list. The orders of a list go side by side; the client merges their requests.
 *
 * @throws {ConfigurationError} When the input is not an order or a list of up to 100. Nothing was changed.
 */
export async function updateAll(
  input: unknown,
  props: PolicyProps,
  { profile, ...doors }: ActionDoors,
): Promise<{ result: UpdateReport | BatchResult[]; summary: string }> {
  const request = { profile, ...policyFrom(props) };
  if (!Array.isArray(input)) {
    const result = await bringUpToDate({ order: readOrder(input), ...request }, doors);
    return { result, summary: reportInWords(result) };
  }
  if (input.length > MOST_ORDERS) {
    throw new ConfigurationError(`Got ${input.length} orders, expected at most ${MOST_ORDERS}. Nothing was changed.`);
  }
  const orders = input.map((order, index) => readOrder(order, `Orders[${index}]`));
  const result = await Promise.all(
    orders.map((order) =>
      bringUpToDate({ order, ...request }, doors).catch((error: unknown): BatchResult => ({
        orderName: order.name,
        error: error instanceof Error ? error.message : String(error),
      })),
    ),
  );
  const inSync = result.filter((one) => "inSync" in one && one.inSync).length;
  return { result, summary: `${inSync} of ${result.length} orders are in sync` };
}

import { expect, test } from "@jest/globals";
import { byAge } from "../../../domain/recreated-order/order-trace.ts";
import { at, aTrace } from "./trace-builders.ts";

test("orders are sorted by age, and by id where they were created within one second", () => {
  const orders = [
    aTrace({ id: "10000", createdAt: at(1) }),
    aTrace({ id: "9999", createdAt: at(1) }),
    aTrace({ id: "9998", createdAt: at(1) }),
    aTrace({ id: "9999999", createdAt: at(0) }),
  ];
  expect(orders.sort(byAge).map(({ id }) => id)).toEqual(["9999999", "9998", "9999", "10000"]);
  expect(byAge(aTrace(), aTrace())).toBe(0);
});

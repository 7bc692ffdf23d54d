import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { retryAfterMs, throttleWaitMs } from "../../../components/shopify/throttle.ts";

test.each([
  [40, 50, 140, 2000],
  [140, 50, 140, 0],
  [139.5, 50, 140, 10],
  [0, 100, 1, 10],
  [0, 3, 1, 334],
  [-50, 100, 50, 1000],
])("with %d points there, %d restored per second and a query of %d, waits exactly %d ms", (there, rate, cost, ms) => {
  expect(throttleWaitMs({ currentlyAvailable: there, restoreRate: rate }, cost)).toBe(ms);
});

test("after the wait there are enough points, and a millisecond earlier there are not", () => {
  const points = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 1000 }), (there, rate, cost) => {
      const waitMs = throttleWaitMs({ currentlyAvailable: there, restoreRate: rate }, cost);
      const after = (ms: number) => there + (ms * rate) / 1000;
      expect(after(waitMs)).toBeGreaterThanOrEqual(cost - 1e-6);
      if (waitMs > 0) expect(after(waitMs - 1)).toBeLessThan(cost);
    }),
  );
});

test.each([0, -1, Number.NaN])("refuses a restore rate of %d", (restoreRate) => {
  expect(() => throttleWaitMs({ currentlyAvailable: 0, restoreRate }, 1)).toThrow(RangeError);
});

test.each([
  ["2", 2000],
  ["2.0", 2000],
  ["0.05", 50],
  [" 3 ", 3000],
  ["Mon, 23 Nov 2026 10:00:05 GMT", 5000],
  ["Mon, 23 Nov 2026 09:59:00 GMT", 0],
])("reads Retry-After %j as %d ms", (header, ms) => {
  expect(retryAfterMs(header, Date.parse("2026-11-23T10:00:00Z"))).toBe(ms);
});

test.each([undefined, "", "soon", "-5", "0x10"])("reads nothing from Retry-After %j", (header) => {
  expect(retryAfterMs(header, 0)).toBeNull();
});

import { expect, test } from "@jest/globals";
import { courierFrom } from "../../../components/sync-gap/courier-props.ts";
import { gapSettingsFrom } from "../../../components/sync-gap/gap-props.ts";

const MONDAY_NOON = Date.parse("2026-11-23T12:00:00Z");

test("without collections there is no clock", () => {
  expect(courierFrom({}).clock).toBeNull();
  expect(courierFrom({ courierCollections: " " }).clock).toBeNull();
});

test("reads a schedule from JSON, in the warehouse's zone; any service and weekdays unless it says otherwise", () => {
  const { clock, soonMs } = courierFrom({
    courierCollections: '[{"at": "17:00"}]',
    courierTimeZone: "Europe/Berlin",
    courierLeadMinutes: 60,
    courierSoonMinutes: 45,
    courierHolidays: ["2026-11-24"],
  });
  expect(soonMs).toBe(45 * 60_000);
  expect(clock?.next("ANY", MONDAY_NOON)?.atMs).toBe(Date.parse("2026-11-23T15:00:00Z"));
  const wednesday = Date.parse("2026-11-25T15:00:00Z");
  expect(clock?.next("ANY", Date.parse("2026-11-23T16:00:00Z"))?.atMs).toBe(wednesday);
});

test.each([
  ["not json", "is not JSON"],
  ['[{"at": "5pm"}]', 'collection time "5pm", expected HH:mm'],
  ['[{"at": "17:00", "weekdays": ["someday"]}]', "weekdays"],
  ['[{"time": "17:00"}]', "at"],
  ['{"at": "17:00"}', "expected array"],
])("refuses the schedule %s and says why", (courierCollections, problem) => {
  expect(() => courierFrom({ courierCollections })).toThrow(problem);
});

test("refuses a time zone that does not exist", () => {
  expect(() => courierFrom({ courierCollections: [{ at: "17:00" }], courierTimeZone: "Mars/Base" })).toThrow(
    "Mars/Base",
  );
});

test("compares values unless the merchant ignores them, and refuses a column that holds no money", () => {
  expect(gapSettingsFrom({}).values).toMatchObject({ fields: { TotalSale: "total" }, toleranceMinor: 1 });
  expect(gapSettingsFrom({ valueFields: { TotalSale: "total-without-tax" }, valueTolerance: 5 }).values).toEqual({
    fields: { TotalSale: "total-without-tax" },
    toleranceMinor: 5,
  });
  expect(gapSettingsFrom({ valuesDiffer: "ignore" }).values).toBeNull();
  expect(() => gapSettingsFrom({ valueFields: { Email: "total" } })).toThrow("Email");
});

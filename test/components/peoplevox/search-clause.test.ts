import { describe, expect, test } from "@jest/globals";
import {
  allOf,
  anyOf,
  contains,
  equals,
  hasStatus,
  searchDateTime,
  since,
} from "../../../components/peoplevox/search-clause.ts";
import { failureOf } from "./support/clients.ts";

describe("a search clause", () => {
  test("compares fields with quoted text and joins terms", () => {
    const terms = ["A", "B & C"].map((value) => equals({ field: "SalesOrderNumber", value }));
    expect(anyOf(terms)).toBe('SalesOrderNumber.Equals("A") OR SalesOrderNumber.Equals("B & C")');
    expect(allOf([anyOf(terms), hasStatus("Despatched")])).toBe(
      '(SalesOrderNumber.Equals("A") OR SalesOrderNumber.Equals("B & C")) AND (Status.Equals(5))',
    );
    expect(contains({ field: "Name", value: "tee" })).toBe('Name.Contains("tee")');
  });

  test.each(['12" plate', "back\\slash", 'x") OR SalesOrderNumber.Contains("', "line\nbreak", "null\u0000"])(
    "refuses the value %j",
    async (value) => {
      const refusal = { code: "peoplevox-unsafe-search-value", retry: "never", effect: "nothing-sent" };
      const attempts = [equals, contains].map((build) =>
        failureOf(Promise.resolve().then(() => build({ field: "ItemCode", value }))),
      );
      for (const error of await Promise.all(attempts)) {
        expect(error).toMatchObject(refusal);
        expect(error.message).toContain(`ItemCode: the value ${JSON.stringify(value)}`);
      }
    },
  );

  test.each([
    ["2026-01-31T23:59:00Z", "UTC", "DateTime(2026,01,31,23,59,00)"],
    ["2026-07-01T00:00:05Z", "UTC", "DateTime(2026,07,01,00,00,05)"],
    ["2026-07-01T00:00:00Z", "Europe/London", "DateTime(2026,07,01,01,00,00)"],
    ["2026-12-31T13:30:00Z", "Australia/Sydney", "DateTime(2027,01,01,00,30,00)"],
  ])("writes %s in %s as %s", (instant, zone, expected) => {
    expect(searchDateTime(new Date(instant), zone)).toBe(expected);
    expect(since("RequestedDeliveryDate", new Date(instant), zone)).toBe(`RequestedDeliveryDate >= ${expected}`);
  });
});

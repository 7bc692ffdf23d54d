import { describe, expect, test } from "@jest/globals";
import { readPeoplevoxProfile } from "../../../components/peoplevox/tenant-profile/read-profile.ts";

describe("a tenant profile", () => {
  test.each([undefined, null, "", {}, "{}"])("may be %j: a standard tenant", (input) => {
    expect(readPeoplevoxProfile(input)).toEqual({
      returns: {
        capability: "discover",
        numberPrefix: { refund: "REFUND-", return: "RETURN-" },
        usesLine: false,
        reasons: {},
        refundReason: "",
        conditions: {},
        expectedState: "",
        supplier: "",
        despatchedUnits: "sales-orders",
      },
      rules: {
        salesOrderNumber: { from: "order-name-without-hash", prefix: "", suffix: "" },
        reference: { from: "order-name" },
        lineRemoval: "none",
        usesLine: false,
        fields: [],
        itemFields: [],
        serviceTypes: {},
        metafields: [],
        newOrders: { fields: expect.any(Array), customer: null },
        statusPhases: {},
        itemCode: { rules: [], table: {} },
      },
      connection: {
        region: "default",
        templates: {},
        columns: {},
        requestBudget: { requests: 15, perMs: 15_000, atOnce: 4 },
        timeZone: "UTC",
        timeoutMs: 120_000,
        rowsPerSave: 100,
        termsPerSearch: 100,
        itemCodeFreshForMs: 600_000,
      },
    });
  });

  test("is the same as an object, as JSON, and as an object of JSON texts", () => {
    const profile = {
      region: "us",
      usesLine: true,
      timeoutMs: 5000,
      columns: { salesOrders: { SalesOrderNumber: "name" } },
      fields: [{ field: "Attribute1", template: "{attribute.Gift message}" }],
      statusPhases: { "On Hold At Bench": "picked" },
      itemCode: { rules: [{ rule: "upper-case" }, { rule: "replace", text: "-", with: "_" }], table: { a: "B" } },
    };
    const asTexts = Object.fromEntries(
      Object.entries(profile).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
    );
    const read = readPeoplevoxProfile(profile);
    expect(readPeoplevoxProfile(JSON.stringify(profile))).toEqual(read);
    expect(readPeoplevoxProfile(asTexts)).toEqual(read);
    expect(read.rules).toMatchObject({
      usesLine: true,
      fields: [{ field: "Attribute1", template: "{attribute.Gift message}", maxLength: 500 }],
      statusPhases: { "on hold at bench": "picked" },
    });
    expect(read.connection).toMatchObject({ region: "us", timeoutMs: 5000, columns: profile.columns });
  });

  test("says what is kept in step: columns of lines, service types and metafields, with Peoplevox's own lengths", () => {
    const { rules } = readPeoplevoxProfile({
      itemFields: [{ field: "Attribute1", template: "{line.property.Engraving} {metafield.custom.font}" }],
      serviceTypes: { "Next day": "DPD-12" },
      metafields: ["custom.font"],
      newOrders: { fields: [{ field: "ChannelName", template: "Web" }], customer: {} },
    });
    expect(rules).toMatchObject({
      itemFields: [{ field: "Attribute1", maxLength: 500 }],
      serviceTypes: { "Next day": "DPD-12" },
      newOrders: {
        fields: [{ field: "ChannelName", template: "Web", maxLength: 50 }],
        customer: { reference: "{email}", name: "{address.name}" },
      },
    });
  });

  test.each<[unknown, string]>([
    [
      { fields: [{ field: "Attribute1", template: "{metafield.custom.gift}" }] },
      '"fields.0.template" is "{metafield.custom.gift}": expected custom.gift in the list "metafields" too',
    ],
    [
      {
        itemFields: [
          { field: "Attribute1", template: "a" },
          { field: "Attribute1", template: "b" },
        ],
      },
      '"itemFields.1.field" is "Attribute1": expected Attribute1 once; one template can hold several values',
    ],
    [{ itemFields: [{ field: "Attribute4", template: "a" }] }, '"itemFields.0.field" is "Attribute4"'],
    [{ metafields: ["gift"] }, '"metafields.0" is "gift": expected namespace.key'],
    [
      { serviceTypes: { Standard: "RM48" }, fields: [{ field: "ServiceType", template: "RM24" }] },
      'expected ServiceType here or a table "serviceTypes", not both',
    ],
    [{ lineRemoval: "x" }, '"lineRemoval" is "x": Invalid option: expected one of "none"|"quantity-0"|"delete-row"'],
    [{ colums: {} }, '"colums" is not known; expected one of salesOrderNumber, reference,'],
    [{ requestBudget: { requests: 0 } }, '"requestBudget.requests" is 0: Too small: expected number to be >=1'],
    [{ requestBudget: { rate: 5 } }, '"requestBudget.rate" is not known'],
    [{ templates: { orders: "x" } }, '"templates.orders" is not known'],
    [{ columns: { salesOrders: { A: "x", B: "X" } } }, "expected a different header for each column"],
    [
      { fields: [{ field: "Status", template: "" }] },
      '"fields.0.field" is "Status": expected a column that LastEdit does not decide',
    ],
    [{ timeZone: "Mars" }, '"timeZone" is "Mars": expected an IANA time zone such as "Europe/London"'],
    [{ returns: { capability: "rma" } }, '"returns.capability" is "rma"'],
    [
      { returns: { numberPrefix: { refund: "R-", return: "r-" } } },
      '"returns.numberPrefix" is {"refund":"R-","return":"r-"}: expected different prefixes',
    ],
    [{ returns: { numberPrefix: { refund: "LONG-PREFIX-" } } }, '"returns.numberPrefix.refund" is "LONG-PREFIX-"'],
    [{ rowsPerSave: 101 }, '"rowsPerSave" is 101: Too big: expected number to be <=100'],
    [{ requestBudget: { requests: 1_001 } }, '"requestBudget.requests" is 1001: Too big: expected number to be <=1000'],
    [{ usesLine: "yes" }, '"usesLine" is "yes": Invalid input: expected boolean, received string'],
    ['{"region": ', '"the profile" is not valid JSON'],
    [{ fields: "[1" }, '"fields" is not valid JSON'],
    [5, '"the profile" is 5: Invalid input: expected object, received number'],
    [
      { lineRemoval: "x", usesLine: 3 },
      '"lineRemoval" is "x": Invalid option: expected one of "none"|"quantity-0"|"delete-row"; "usesLine" is 3',
    ],
  ])("%j is refused: %s", (input, problem) => {
    expect(() => readPeoplevoxProfile(input)).toThrow(problem);
    expect(() => readPeoplevoxProfile(input)).toThrow(
      expect.objectContaining({ code: "peoplevox-settings-invalid", effect: "nothing-sent" }),
    );
  });

  test("takes return reasons by their handle or by their name before 2026-01", () => {
    const { returns } = readPeoplevoxProfile({
      returns: { reasons: { SIZE_TOO_SMALL: "FIT", "arrived-late": "LATE" } },
    });
    expect(returns.reasons).toEqual({ "size-too-small": "FIT", "arrived-late": "LATE" });
  });
});

import { describe, expect, test } from "@jest/globals";
import { itemCodeFor } from "../../../domain/item-code/item-code.ts";
import type { ItemCodeRule } from "../../../domain/item-code/item-code.ts";
import { checkSkus, itemCodesOf, suggestItemCodes } from "../../../domain/item-code/check-skus.ts";
import { aLine } from "../../support/order-builders.ts";

describe("itemCodeFor", () => {
  test.each<[ItemCodeRule[], string, string | null]>([
    [[], " TEE-M ", "TEE-M"],
    [[{ rule: "upper-case" }], "tee-m", "TEE-M"],
    [[{ rule: "lower-case" }], "TEE-M", "tee-m"],
    [[{ rule: "strip-prefix", text: "UK-" }], "UK-TEE", "TEE"],
    [[{ rule: "strip-prefix", text: "UK-" }], "TEE", "TEE"],
    [[{ rule: "strip-suffix", text: "-NEW" }], "TEE-NEW", "TEE"],
    [[{ rule: "strip-suffix", text: "-NEW" }], "TEE", "TEE"],
    [[{ rule: "add-prefix", text: "PX" }], "TEE", "PXTEE"],
    [[{ rule: "add-suffix", text: "-A" }], "TEE", "TEE-A"],
    [[{ rule: "replace", text: "/", with: "-" }], "TEE/M/RED", "TEE-M-RED"],
    [[{ rule: "use-barcode" }], "TEE", "5012345"],
    [
      [
        { rule: "strip-prefix", text: "TEE" },
        { rule: "add-prefix", text: "X" },
      ],
      "TEE",
      null,
    ],
    [[{ rule: "upper-case" }], "  ", null],
  ])("with rules %j, maps SKU %j to %j", (rules, sku, expected) => {
    expect(itemCodeFor({ sku, variantId: "9001", barcode: " 5012345 " }, { rules, table: {} })).toBe(expected);
  });

  test("the table wins over the rules, by SKU first and then by variant id", () => {
    const mapping = { rules: [{ rule: "upper-case" }] as const, table: { tee: "T-SHIRT", "9001": "BY-VARIANT" } };
    expect(itemCodeFor({ sku: "tee", variantId: "9001", barcode: null }, mapping)).toBe("T-SHIRT");
    expect(itemCodeFor({ sku: null, variantId: "9001", barcode: null }, mapping)).toBe("BY-VARIANT");
    expect(itemCodeFor({ sku: "hat", variantId: null, barcode: null }, mapping)).toBe("HAT");
  });

  test("nothing identifies a product without SKU and barcode", () => {
    expect(
      itemCodeFor({ sku: null, variantId: null, barcode: null }, { rules: [{ rule: "use-barcode" }], table: {} }),
    ).toBe(null);
  });

  test("names of an object's own machinery are not table entries", () => {
    expect(itemCodeFor({ sku: "constructor", variantId: null, barcode: null }, { rules: [], table: {} })).toBe(
      "constructor",
    );
  });
});

describe("checkSkus", () => {
  const mapping = { rules: [], table: {} };

  test("says of each line to be sent whether the warehouse can pick it", () => {
    const lines = [
      aLine({ id: "1", sku: "TEE" }),
      aLine({ id: "2", sku: "tee" }),
      aLine({ id: "3", sku: "OLD" }),
      aLine({ id: "4", sku: null }),
      aLine({ id: "5", sku: "SERVICE", requiresShipping: false }),
      aLine({ id: "6", sku: "GONE", currentQuantity: 0 }),
    ];
    const known = new Map([
      ["TEE", { deactivated: false }],
      ["OLD", { deactivated: true }],
    ]);
    expect(checkSkus(lines, mapping, known).map(({ lineId, verdict }) => [lineId, verdict])).toEqual([
      ["1", "known"],
      ["2", "unknown"],
      ["3", "deactivated"],
      ["4", "no-sku"],
    ]);
    expect(itemCodesOf(lines, mapping)).toEqual(["TEE", "tee", "OLD"]);
  });
});

describe("suggestItemCodes", () => {
  test("ranks what looks alike, ignoring case, blanks and punctuation", () => {
    const candidates = ["HAT-BLUE", "TEE-RED-L", "tee red m", "TEE-RED-XM", "SOCK"];
    expect(suggestItemCodes("TEE-RED-M", candidates, 2)).toEqual(["tee red m", "TEE-RED-L"]);
  });

  test("suggests nothing when nothing is near", () => {
    expect(suggestItemCodes("TEE-RED-M", ["UMBRELLA"], 3)).toEqual([]);
    expect(suggestItemCodes("", ["AB"], 3)).toEqual(["AB"]);
  });
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createCatalogueAudit } from "../../../domain/item-code/audit-catalogue.ts";
import type { CatalogueVariant } from "../../../domain/item-code/audit-catalogue.ts";
import { CATALOGUE_FINDING_KINDS, CATALOGUE_FINDINGS } from "../../../domain/item-code/catalogue-finding.ts";
import { comparableCode } from "../../../domain/item-code/comparable-code.ts";
import type { ItemCodeMapping } from "../../../domain/item-code/item-code.ts";

const AS_IT_IS: ItemCodeMapping = { rules: [], table: {} };
const UPPER: ItemCodeMapping = { rules: [{ rule: "upper-case" }], table: {} };

type Sold = string | null | Partial<CatalogueVariant>;

function audited(sold: readonly Sold[], itemCodes: readonly string[], mapping = AS_IT_IS) {
  const audit = createCatalogueAudit(mapping);
  sold.forEach((given, index) => {
    const own = typeof given === "object" && given !== null ? given : { sku: given };
    audit.addVariant({ variantId: String(index + 1), title: `V${index + 1}`, sku: null, barcode: null, ...own });
  });
  for (const code of itemCodes) audit.addItemCode(code);
  return audit;
}

const found = (...given: Parameters<typeof audited>) =>
  [...audited(...given).findings()].map(({ kind, sku, itemCode, detail }) => [kind, sku, itemCode, detail]);

describe("one variant", () => {
  test("that the warehouse knows is no finding", () => {
    expect(found(["TEE"], ["TEE"])).toEqual([]);
  });

  test.each<[string, Sold, string[], unknown[][]]>([
    [
      "is missing",
      "TEE",
      ["HAT"],
      [
        ["missing", "TEE", "TEE", ""],
        ["not-sold", null, "HAT", ""],
      ],
    ],
    ["is deactivated", "TEE", ["TEE~D~"], [["deactivated", "TEE", "TEE", "In Peoplevox: TEE~D~"]]],
    ["is known again under a code that was deactivated", "TEE", ["TEE~D~", "TEE"], []],
    ["differs by case", "tee", ["TEE"], [["spelling-differs", "tee", "tee", "In Peoplevox: TEE"]]],
    [
      "differs by case, where Peoplevox writes it small",
      "TEE",
      ["Tee"],
      [["spelling-differs", "TEE", "TEE", "In Peoplevox: Tee"]],
    ],
    ["differs by a blank", "TEE RED", ["TEERED"], [["spelling-differs", "TEE RED", "TEE RED", "In Peoplevox: TEERED"]]],
    [
      "differs by an invisible character",
      "TEE\u200B",
      ["TEE"],
      [["spelling-differs", "TEE\u200B", "TEE\u200B", "In Peoplevox: TEE"]],
    ],
    [
      "has blanks around its SKU",
      " TEE",
      ["TEE"],
      [["spelling-differs", " TEE", "TEE", "The SKU begins or ends with a blank"]],
    ],
    ["has no SKU", null, [], [["no-sku", null, null, ""]]],
    ["has blanks for a SKU", "  ", [], [["no-sku", "  ", null, ""]]],
  ])("%s", (_what, sold, itemCodes, expected) => {
    expect(found([sold], itemCodes)).toEqual(expected);
  });

  test("is looked up by what the mapping makes of its SKU", () => {
    expect(found(["tee"], ["TEE"], UPPER)).toEqual([]);
    expect(found(["tee"], ["T-1"], { rules: [], table: { tee: "T-1" } })).toEqual([]);
    expect(found([{ barcode: "501" }], ["501"], { rules: [{ rule: "use-barcode" }], table: {} })).toEqual([]);
  });
});

describe("several variants", () => {
  test("with one SKU are found, each but the first, and looked up once", () => {
    expect(found(["TEE", "TEE", " TEE"], [])).toEqual([
      ["missing", "TEE", "TEE", ""],
      ["duplicate-sku", "TEE", "TEE", "Also on V1 (variant 1)"],
      ["duplicate-sku", " TEE", "TEE", "Also on V1 (variant 1)"],
    ]);
  });

  test("with one SKU that the mapping tells apart are no finding", () => {
    const mapping = { rules: [], table: { "1": "TEE-A", "2": "TEE-B" } };
    expect(found([{ sku: null }, { sku: null }], ["TEE-A", "TEE-B"], mapping)).toEqual([]);
  });

  test("with different SKUs that become one ItemCode cannot be told apart by the warehouse", () => {
    expect(found(["tee", "TEE"], ["TEE"], UPPER)).toEqual([
      ["shared-item-code", "TEE", "TEE", "Also the ItemCode of SKU tee, V1 (variant 1)"],
    ]);
    const byBarcode: ItemCodeMapping = { rules: [{ rule: "use-barcode" }], table: {} };
    expect(found([{ barcode: "5" }, { barcode: "5" }], ["5"], byBarcode)).toEqual([
      ["shared-item-code", null, "5", "Also the ItemCode of SKU (none), V1 (variant 1)"],
    ]);
  });
});

describe("ItemCodes", () => {
  test("that nobody sells come last; deactivated ones are not among them", () => {
    expect(found(["TEE"], ["BOX", "TEE", "OLD~D~"])).toEqual([["not-sold", null, "BOX", ""]]);
  });

  test("are sold also when the SKU is spelt in another way", () => {
    expect(found(["tee"], ["TEE"]).map(([kind]) => kind)).toEqual(["spelling-differs"]);
  });

  test("that come twice, since pages moved, count once", () => {
    expect(audited([], ["TEE", "TEE", "OLD~D~", "OLD~D~"]).itemCodes()).toEqual({ active: 1, deactivated: 1 });
  });
});

test("findings can be asked for again and are the same", () => {
  const audit = audited(["TEE", "tee", null], ["TEE", "HAT"]);
  expect([...audit.findings()]).toEqual([...audit.findings()]);
});

test("each kind has wording, the worst first", () => {
  const rank = { high: 0, medium: 1, low: 2 };
  const ranks = CATALOGUE_FINDING_KINDS.map((kind) => rank[CATALOGUE_FINDINGS[kind].severity]);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
});

const code = fc.stringMatching(/^[aAbB ]{1,3}(~D~)?$/);

test("says of any two catalogues what a slow comparison says", () => {
  fc.assert(
    fc.property(fc.array(fc.option(code), { maxLength: 12 }), fc.array(code, { maxLength: 12 }), (skus, itemCodes) => {
      const findings = [...audited(skus, itemCodes).findings()];
      const count = (kind: string) => findings.filter((finding) => finding.kind === kind).length;
      const codes = skus.map((sku) => sku?.trim() ?? "").filter((sku) => sku !== "");
      const different = [...new Set(codes)];
      const active = [...new Set(itemCodes.filter((each) => !each.includes("~D~")))];
      const bare = itemCodes.filter((each) => each.includes("~D~")).map((each) => each.replaceAll("~D~", ""));
      const isKnown = (each: string) =>
        active.includes(each) ||
        bare.includes(each) ||
        active.some((other) => comparableCode(other) === comparableCode(each));
      expect(count("no-sku")).toBe(skus.length - codes.length);
      expect(count("duplicate-sku")).toBe(codes.length - different.length);
      expect(count("missing")).toBe(different.filter((each) => !isKnown(each)).length);
      expect(count("deactivated")).toBe(
        different.filter((each) => !active.includes(each) && bare.includes(each)).length,
      );
      const ofVariants = findings.filter(({ kind }) => kind !== "not-sold").map(({ variantId }) => variantId);
      expect(new Set(ofVariants).size).toBe(ofVariants.length);
    }),
  );
});

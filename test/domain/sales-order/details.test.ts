import { describe, expect, test } from "@jest/globals";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { metafieldsNotRead } from "../../../domain/sales-order/details.ts";
import { fillTemplate } from "../../../domain/sales-order/fill-template.ts";
import { newSalesOrder } from "../../../domain/sales-order/new-sales-order.ts";
import { serviceTypeFor } from "../../../domain/sales-order/service-type.ts";
import { aLine, anOrder, aProfile } from "../../support/order-builders.ts";

const engraved = (id: string, text: string, quantity = 1) =>
  aLine({ id, sku: "MUG", title: "Mug", currentQuantity: quantity, attributes: [{ key: "Engraving", value: text }] });
const engraving = [{ field: "Attribute1", template: "{line.property.Engraving}", maxLength: 20 }] as const;

describe("templates", () => {
  const order = anOrder({ metafields: { "custom.note": "ring twice", "custom.none": null } });

  test.each([
    ["{metafield.custom.note}", "ring twice"],
    ["{metafield.custom.none}", ""],
    ["{metafield.custom.other}", "{metafield.custom.other}"],
    ["{order.createdAt}", "2026-11-24 09:00:00"],
    ["{line.title}", "{line.title}"],
  ])("fill %j of an order with %j", (template, expected) => {
    expect(fillTemplate(template, order)).toBe(expected);
  });

  test.each([
    ["{line.title} ({line.sku})", "Mug (MUG)"],
    ["{line.property.engraving}", "Ann"],
    ["{line.property.Font}", ""],
    ["{line.property} {line.size}", "{line.property} {line.size}"],
  ])("fill %j of a line with %j", (template, expected) => {
    expect(fillTemplate(template, order, engraved("1", "Ann"))).toBe(expected);
  });

  test("a line without SKU has an empty one", () => {
    expect(fillTemplate("{line.sku}", order, aLine({ sku: null }))).toBe("");
  });
});

describe("service types", () => {
  test.each([
    [{ title: "Next Day ", code: "nd" }, { "next day": "DPD-12" }, { kind: "mapped", code: "DPD-12" }],
    [{ title: "Anything", code: "ND" }, { nd: "DPD-12" }, { kind: "mapped", code: "DPD-12" }],
    [
      { title: "Owl", code: null },
      { nd: "DPD-12", "*": "RM48" },
      { kind: "mapped", code: "RM48" },
    ],
    [{ title: "Owl", code: null }, { nd: "DPD-12" }, { kind: "unmapped", method: "Owl" }],
    [{ title: "Owl", code: null }, {}, { kind: "none" }],
    [null, { "*": "RM48" }, { kind: "none" }],
  ])("shipping method %j in %j is %j", (method, types, expected) => {
    expect(serviceTypeFor(method, types)).toEqual(expected);
  });

  test("are kept in step once there is a table, and a method without an entry is told and left alone", () => {
    const mapped = desiredSalesOrder(anOrder(), aProfile({ serviceTypes: { standard: "RM48" } }));
    expect(mapped).toMatchObject({ fields: { ServiceType: "RM48" }, unmappedShippingMethod: null });
    const unmapped = desiredSalesOrder(anOrder(), aProfile({ serviceTypes: { owl: "OWL" } }));
    expect(unmapped).toMatchObject({ fields: {}, unmappedShippingMethod: "Standard" });
  });
});

describe("texts of lines", () => {
  test("keep units of one ItemCode apart where Peoplevox has lines, and lines with the same text together", () => {
    const lines = [engraved("1", "Ann"), engraved("2", "Bob", 2), engraved("3", "Ann")];
    const desired = desiredSalesOrder(anOrder({ lines }), aProfile({ usesLine: true, itemFields: engraving }));
    expect(desired.items).toMatchObject([
      { itemCode: "MUG", quantity: 2, lineIds: ["1", "3"], fields: { Attribute1: "Ann" } },
      { itemCode: "MUG", quantity: 2, lineIds: ["2"], fields: { Attribute1: "Bob" } },
    ]);
    expect(desired.joinedItemCodes).toEqual([]);
  });

  test("are joined on one line where Peoplevox has none, and the ItemCode is named", () => {
    const lines = [engraved("1", "Ann"), engraved("2", "Bob", 2), aLine({ id: "3", sku: "MUG", currentQuantity: 1 })];
    const desired = desiredSalesOrder(anOrder({ lines }), aProfile({ usesLine: false, itemFields: engraving }));
    expect(desired.items).toMatchObject([
      { itemCode: "MUG", quantity: 4, lineIds: ["1", "2", "3"], fields: { Attribute1: "1 × Ann; 2 × Bob" } },
    ]);
    expect(desired.joinedItemCodes).toEqual(["MUG"]);
  });

  test("that all lines share are not listed one by one", () => {
    const twoFields = [...engraving, { field: "Attribute2", template: "{line.title}", maxLength: 50 }] as const;
    const lines = [engraved("1", "Ann"), engraved("2", "Bob")];
    const [item] = desiredSalesOrder(anOrder({ lines }), aProfile({ usesLine: false, itemFields: twoFields })).items;
    expect(item?.fields).toEqual({ Attribute1: "1 × Ann; 1 × Bob", Attribute2: "Mug" });
  });

  test("that are too long are cut at a word, and the whole text is told", () => {
    const order = anOrder({ lines: [engraved("1", "Happy birthday dear Ann")] });
    const desired = desiredSalesOrder(order, aProfile({ itemFields: engraving }));
    expect(desired.items[0]?.fields).toEqual({ Attribute1: "Happy birthday dear" });
    expect(desired.cutTexts).toEqual([
      { where: "MUG Attribute1", full: "Happy birthday dear Ann", kept: "Happy birthday dear" },
    ]);
  });
});

describe("a metafield that the order was read without", () => {
  const profile = aProfile({
    fields: [
      { field: "Attribute1", template: "{note}{metafield.custom.note}", maxLength: 20 },
      { field: "Attribute2", template: "{note}", maxLength: 20 },
    ],
    itemFields: [{ field: "Attribute1", template: "{metafield.custom.font}", maxLength: 20 }],
  });

  test("leaves its columns alone, since nothing is known of them", () => {
    const desired = desiredSalesOrder(anOrder({ note: "ring" }), profile);
    expect(desired.fields).toEqual({ Attribute2: "ring" });
    expect(desired.items[0]?.fields).toEqual({});
  });

  test("is named", () => {
    expect(metafieldsNotRead(anOrder(), profile)).toEqual(["custom.note", "custom.font"]);
    const read = { "custom.note": null, "custom.font": "serif" };
    expect(metafieldsNotRead(anOrder({ metafields: read }), profile)).toEqual([]);
  });
});

describe("a new Sales Order", () => {
  const newOrders = {
    fields: [
      { field: "ChannelName", template: "Web", maxLength: 50 },
      { field: "Attribute1", template: "from the start", maxLength: 50 },
      { field: "ShippingAddressLine2", template: "{address.line2}", maxLength: 50 },
    ],
    customer: { reference: "{email}", name: "{address.name}" },
  } as const;

  test("has the columns for new ones, those kept in step, its lineage, and no blank cell", () => {
    const profile = aProfile({ newOrders, fields: [{ field: "Attribute1", template: "{note}", maxLength: 50 }] });
    const order = anOrder({ note: "ring", phone: "0113" });
    expect(newSalesOrder(order, desiredSalesOrder(order, profile), profile)).toEqual({
      customer: { reference: "ann@example.com", name: "Ann Lee", email: "ann@example.com", phone: "0113" },
      fields: {
        ChannelName: "Web",
        Attribute1: "ring",
        Customer: "ann@example.com",
        CustomerPurchaseOrderReferenceNumber: "#1001",
      },
    });
  });

  test("has no customer where the tenant wants none, or the order names none", () => {
    const order = anOrder({ email: null });
    const desired = desiredSalesOrder(order, aProfile());
    expect(newSalesOrder(order, desired, aProfile()).customer).toBe(null);
    expect(newSalesOrder(order, desired, aProfile({ newOrders })).customer).toBe(null);
  });

  test("takes the reference for a name, and the address's phone, where there is nothing better", () => {
    const customer = { reference: "{order.id}", name: "{address.company}" };
    const profile = aProfile({ newOrders: { fields: [], customer } });
    const order = anOrder({ email: null });
    const withPhone = { ...order, shippingAddress: { ...order.shippingAddress!, phone: "0114" } };
    expect(newSalesOrder(withPhone, desiredSalesOrder(order, profile), profile).customer).toEqual({
      reference: "5001",
      name: "5001",
      email: "",
      phone: "0114",
    });
    const nowhere = { ...order, shippingAddress: null };
    expect(newSalesOrder(nowhere, desiredSalesOrder(order, profile), profile).customer).toMatchObject({ phone: "" });
  });
});

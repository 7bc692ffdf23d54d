import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import peoplevoxApp from "../../../components/peoplevox/peoplevox.app.ts";
import {
  peoplevoxProps,
  salesOrderNumberProp,
  serviceTypeProp,
  siteProp,
  templateProp,
  warehouseFromProps,
} from "../../../components/peoplevox/peoplevox-props.ts";
import { startSmallPeoplevox } from "./support/small-peoplevox.ts";
import type { SmallPeoplevox } from "./support/small-peoplevox.ts";

let peoplevox: SmallPeoplevox;
beforeEach(async () => {
  peoplevox = await startSmallPeoplevox({
    "Sales orders": Array.from({ length: 60 }, (_, index) => ({
      SalesOrderNumber: `SO-${String(index)}`,
      CustomerPurchaseOrderReferenceNumber: `#${String(index)}`,
      Status: "New",
    })),
    Sites: [{ Name: "Primary site", Reference: "PrimarySite" }],
    "Service types": [{ Carrier: "Parcel Post", Name: "Next day", Code: "NEXT" }],
  });
});
afterEach(() => peoplevox.close());

const propsOf = () => ({
  peoplevoxUrl: peoplevox.url,
  peoplevoxClientId: "acme1234",
  peoplevoxUsername: "api",
  peoplevoxPassword: "secret-password",
});

/** Calls an options function as a host does: `this` holds the props. */
function optionsOf(
  prop: { readonly options?: unknown },
  props: object,
  query: object,
): Promise<{ options: unknown[] }> {
  return (prop.options as (this: object, query: object) => Promise<{ options: unknown[] }>).call(props, query);
}

describe("the connection props", () => {
  test("hide the password and nothing else, and ask only for what is needed", () => {
    const props: Record<string, { secret?: boolean; optional?: boolean; label: string; description: string }> =
      peoplevoxProps();
    expect(Object.keys(props).filter((name) => props[name]?.secret === true)).toEqual(["peoplevoxPassword"]);
    expect(Object.keys(props).filter((name) => props[name]?.optional === true)).toEqual(["peoplevoxProfile"]);
    for (const { label, description } of Object.values(props))
      expect(label.length * description.length).toBeGreaterThan(0);
  });

  test("open the warehouse, the client, the tenant's rules and its name", async () => {
    const { warehouse, profile, clientId, client } = warehouseFromProps({
      ...propsOf(),
      peoplevoxProfile: { lineRemoval: "quantity-0" },
    });
    expect(clientId).toBe("acme1234");
    expect(profile.lineRemoval).toBe("quantity-0");
    expect((await client.getData("sites", {})).totalCount).toBe(1);
    expect(await warehouse.findItems([])).toEqual(new Map());
  });

  test("that cannot be used are refused before anything is sent", () => {
    const refused = expect.objectContaining({ code: "peoplevox-settings-invalid", effect: "nothing-sent" });
    expect(() => warehouseFromProps({ ...propsOf(), peoplevoxProfile: { nonsense: 1 } })).toThrow(refused);
    expect(() => warehouseFromProps({ ...propsOf(), peoplevoxClientId: "" })).toThrow(refused);
    expect(peoplevox.requests).toEqual([]);
  });
});

describe("choices", () => {
  test("of Sales Orders come in pages, searched by what was typed", async () => {
    const prop = salesOrderNumberProp();
    expect(prop.useQuery).toBe(true);
    const first = await optionsOf(prop, propsOf(), { page: 0, prevContext: {} });
    expect(first.options).toHaveLength(50);
    expect(first.options[0]).toEqual({ label: "SO-0 · #0 · New", value: "SO-0" });
    expect((await optionsOf(prop, propsOf(), { page: 1, prevContext: {} })).options).toHaveLength(10);
    expect((await optionsOf(prop, propsOf(), { page: 2, prevContext: {} })).options).toEqual([]);
    const searched = await optionsOf(prop, propsOf(), { page: 0, prevContext: {}, query: "SO-4" });
    expect(searched.options).toHaveLength(11);
  });

  test.each([
    ["sites", siteProp, { label: "Primary site · PrimarySite", value: "PrimarySite" }],
    ["service types", serviceTypeProp, { label: "Parcel Post · Next day · NEXT", value: "NEXT" }],
  ])("of %s come from Peoplevox", async (_, prop, expected) => {
    expect((await optionsOf(prop(), propsOf(), { page: 0, prevContext: {} })).options).toEqual([expected]);
  });

  test("of templates have the tenant's names and end after one page", async () => {
    const props = { ...propsOf(), peoplevoxProfile: { templates: { salesOrders: "Webshop orders" } } };
    const { options } = await optionsOf(templateProp(), props, { page: 0, prevContext: {} });
    expect(options).toContainEqual({ label: "Webshop orders", value: "salesOrders" });
    expect(options).toContainEqual({ label: "Sales order items", value: "salesOrderItems" });
    expect((await optionsOf(templateProp(), props, { page: 1, prevContext: {} })).options).toEqual([]);
  });

  test("are the same through the app's account", async () => {
    const account = {
      $auth: { url: peoplevox.url, client_id: "acme1234", username: "api", password: "secret-password" },
    };
    const { site, salesOrderNumber } = peoplevoxApp.propDefinitions;
    expect((await optionsOf(site, account, { page: 0, prevContext: {} })).options).toHaveLength(1);
    expect((await optionsOf(salesOrderNumber, account, { page: 0, prevContext: {} })).options).toHaveLength(50);
    expect((await peoplevoxApp.methods.peoplevox.call(account).client.getData("sites", {})).totalCount).toBe(1);
    expect(peoplevox.counts()["Authenticate"]).toBe(1);
  });
});

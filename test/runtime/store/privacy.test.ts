import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { historyWriter } from "../../../runtime/store/privacy/for-history.ts";
import { maskPersonalData } from "../../../runtime/store/privacy/personal-data.ts";

describe("secrets", () => {
  const write = (secret: string, value: unknown): unknown =>
    JSON.parse(historyWriter({ secrets: [secret], maskPersonal: false })(value));

  test("are removed in every spelling: plain, base64, percent-encoded, in JSON text, in property names", () => {
    const secret = 'p4ss"word&';
    const dirty = {
      plain: `<password>${secret}</password>`,
      base64: Buffer.from(secret).toString("base64"),
      url: `https://host/?p=${encodeURIComponent(secret)}`,
      json: JSON.stringify({ nested: secret }),
      [secret]: [secret],
    };
    expect(write(secret, dirty)).toEqual({
      plain: "<password>••••</password>",
      base64: "••••",
      url: "https://host/?p=••••",
      json: '{"nested":"••••"}',
      "••••": ["••••"],
    });
  });

  test("never survive in what history stores", () => {
    const anySecret = fc
      .string({ minLength: 5, unit: "grapheme" })
      .filter((text) => !text.includes("\u0000") && !text.includes("•"));
    fc.assert(
      fc.property(anySecret, fc.jsonValue(), (secret, value) => {
        expect(write(secret, { inside: `x${secret}x`, whole: secret, value })).toMatchObject({
          inside: "x••••x",
          whole: "••••",
        });
      }),
    );
  });
});

describe("personal data", () => {
  test("is masked by what a property means, while order numbers and SKUs stay readable", () => {
    const order = {
      name: "#1001",
      email: "ada@example.com",
      note: "Ring twice",
      customer: { name: "Ada Byron", firstName: "Ada", phone: "+44 20 7946 0000", id: "gid://shopify/Customer/1" },
      shippingAddress: {
        name: "Ada Byron",
        address1: "1 Byron Street",
        zip: "N1 9GU",
        city: "London",
        countryCode: "GB",
      },
      lines: [{ sku: "MARIA-DRESS-10", name: "Dress - size 10", quantity: 2 }],
      customAttributes: [
        { key: "Gift message", value: "Happy birthday, Tom" },
        { key: "delivery-window", value: "am" },
      ],
    };
    expect(maskPersonalData(order)).toEqual({
      name: "#1001",
      email: "•••",
      note: "•••",
      customer: { name: "•••", firstName: "•••", phone: "•••", id: "gid://shopify/Customer/1" },
      shippingAddress: { name: "•••", address1: "•••", zip: "•••", city: "London", countryCode: "GB" },
      lines: [{ sku: "MARIA-DRESS-10", name: "Dress - size 10", quantity: 2 }],
      customAttributes: [
        { key: "Gift message", value: "•••" },
        { key: "delivery-window", value: "am" },
      ],
    });
  });

  test("is masked in Peoplevox columns", () => {
    const row = {
      SalesOrderNumber: "1001",
      ContactName: "Ada Byron",
      ShippingAddressLine1: "1 Byron Street",
      ShippingAddressPostcode: "N1",
      Email: "a@b.co",
      Status: "Allocated",
    };
    expect(maskPersonalData(row)).toEqual({
      ...row,
      ContactName: "•••",
      ShippingAddressLine1: "•••",
      ShippingAddressPostcode: "•••",
      Email: "•••",
    });
  });

  test("is masked again where it turns up under another name or in running text", () => {
    const step = {
      order: { note: "Leave with the neighbour" },
      salesOrder: { Attribute1: "Note: Leave with the neighbour", mail: "to ada@example.com" },
    };
    expect(maskPersonalData(step).salesOrder).toEqual({ Attribute1: "Note: •••", mail: "to •••" });
    expect(maskPersonalData("Refused: Leave with the neighbour", [step])).toBe("Refused: •••");
  });

  test("masking changes no value that is not text about a person, and is the same when done twice", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = maskPersonalData(value);
        expect(maskPersonalData(once)).toEqual(once);
      }),
    );
  });
});

test("history keeps the beginning of a value that is too long, and says so", () => {
  const write = historyWriter({ secrets: [], maskPersonal: true });
  const stored = JSON.parse(write({ rows: "x".repeat(300_000) })) as { tooLongForHistory: boolean; characters: number };
  expect(stored).toMatchObject({ tooLongForHistory: true, characters: 300_011 });
});

import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { maskSecrets, maskText } from "../../../runtime/component-host/index.ts";

test("a secret is masked wherever it stands in a value, also in names", () => {
  const masked = maskSecrets({ a: ["x-shpat_12345-y", 1, null], "key shpat_12345": { b: true } }, ["shpat_12345"]);
  expect(masked).toEqual({ a: ["x-••••-y", 1, null], "key ••••": { b: true } });
});

test("a short secret is masked only where it is the whole text, since it would hide half of everything", () => {
  expect(maskText("12", ["12"])).toBe("••••");
  expect(maskText("Order 1012", ["12"])).toBe("Order 1012");
});

test("no secret of five characters or more is left in any text made of it", () => {
  const secret = fc
    .string({ minLength: 5, maxLength: 30, unit: "grapheme-ascii" })
    .filter((text) => !text.includes("•"));
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
      for (const form of [hidden, Buffer.from(hidden).toString("base64"), encodeURIComponent(hidden)]) {
        expect(maskText(`${before}•${form}•${after}`, [hidden])).toContain("•••••");
      }
      expect(maskText(JSON.stringify({ hidden, n: 1 }), [hidden])).toBe('{"hidden":"••••","n":1}');
    }),
  );
});

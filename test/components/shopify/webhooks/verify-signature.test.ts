import { createHmac } from "node:crypto";
import { expect, test } from "@jest/globals";
import { verifySignature } from "../../../../components/shopify/webhooks/verify-signature.ts";

const sign = (body: string, secret: string) => createHmac("sha256", secret).update(body, "utf8").digest("base64");
const body = '{"id":820982911946154508,"name":"Größe 😀"}';

test("accepts a body signed with the secret, as text or as bytes", () => {
  const signature = sign(body, "secret");
  expect(verifySignature(body, signature, ["secret"])).toEqual({ ok: true });
  expect(verifySignature(Buffer.from(body), signature, ["secret"])).toEqual({ ok: true });
});

test("accepts the secret before this one while it is being rotated", () => {
  expect(verifySignature(body, sign(body, "old"), ["new", "old"])).toEqual({ ok: true });
  expect(verifySignature(body, sign(body, "old"), ["new", undefined])).toMatchObject({ ok: false });
});

test.each([
  ["another secret", sign(body, "other")],
  ["another body", sign(`${body} `, "secret")],
  ["a signature cut short", sign(body, "secret").slice(0, -1)],
  ["hex instead of base64", createHmac("sha256", "secret").update(body).digest("hex")],
  ["text that is not base64", "*".repeat(44)],
  ["letters outside ASCII", "é".repeat(22)],
])("refuses %s", (_what, signature) => {
  expect(verifySignature(body, signature, ["secret"])).toEqual({ ok: false, reason: "signature-mismatch" });
});

test.each([undefined, ""])("calls the signature %j missing", (signature) => {
  expect(verifySignature(body, signature, ["secret"])).toEqual({ ok: false, reason: "signature-missing" });
});

test("never accepts a signature made with an empty secret", () => {
  expect(verifySignature(body, sign(body, ""), ["", undefined])).toMatchObject({ ok: false });
  expect(verifySignature(body, sign(body, ""), [])).toMatchObject({ ok: false });
});

import { readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { Kind, NoDeprecatedCustomRule, parse, specifiedRules, validate } from "graphql";
import type { GraphQLEnumType } from "graphql";
import {
  GENERATED_FILE,
  generateOperations,
  readOperations,
  TYPED_FROM,
} from "../../../components/shopify/generate.mjs";
import * as generated from "../../../components/shopify/generated/operations.ts";
import type { ShopifyDocument } from "../../../components/shopify/shopify-document.ts";
import { ORDER_TOPICS } from "../../../components/shopify/webhooks/webhook-tables.ts";
import { ADMIN_API_VERSIONS, loadAdminSchema } from "../../../sandbox/shopify/schema/index.ts";

const documents = Object.values(generated) as unknown as readonly ShopifyDocument<unknown, never>[];

test("the generated file is what the operations and the schema give now", async () => {
  const { schema } = await loadAdminSchema(TYPED_FROM);
  await expect(generateOperations(schema)).resolves.toBe(await readFile(GENERATED_FILE, "utf8"));
});

test("every operation has a document", async () => {
  const files = await readOperations();
  const names = files.flatMap(({ document }) =>
    document.definitions.flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION ? [each.name?.value] : [])),
  );
  expect(documents.map(({ name }) => name).sort()).toEqual(names.sort());
});

describe.each(ADMIN_API_VERSIONS)("API %s", (version) => {
  test.each(documents.map((document) => [document.name, document] as const))(
    "accepts %s, and nothing in it is deprecated",
    async (_name, { text, kind }) => {
      const { schema } = await loadAdminSchema(version);
      const document = parse(text);
      const errors = validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule]);
      expect(errors.map((error) => error.message)).toEqual([]);
      expect(document.definitions[0]).toMatchObject({ operation: kind });
    },
  );

  test("knows every webhook topic we can subscribe to", async () => {
    const { schema } = await loadAdminSchema(version);
    const topics = (schema.getType("WebhookSubscriptionTopic") as GraphQLEnumType).getValues().map(({ name }) => name);
    for (const { subscription } of Object.values(ORDER_TOPICS)) expect(topics).toContain(subscription);
  });
});

import { afterEach, expect, test } from "@jest/globals";
import { checkTemplates } from "../../../components/peoplevox/check-templates.ts";
import { readPeoplevoxProfile } from "../../../components/peoplevox/tenant-profile/read-profile.ts";
import { createPeoplevoxSandbox } from "../../../sandbox/peoplevox/index.ts";
import type { PeoplevoxSandbox } from "../../../sandbox/peoplevox/index.ts";
import { clientFor, failureOf } from "./support/clients.ts";

const open: PeoplevoxSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

async function check(sandboxProfile: object, profile: object = {}, password?: string) {
  const sandbox = createPeoplevoxSandbox({ profile: sandboxProfile });
  open.push(sandbox);
  await sandbox.listen();
  const { clientId, username } = sandbox;
  const credentials = { clientId, username, password: password ?? sandbox.password };
  const { rules, connection } = readPeoplevoxProfile(profile);
  return checkTemplates({ client: clientFor(sandbox.url, profile, { credentials }), profile: rules, connection });
}

test("a tenant whose templates have all that is needed has no finding to act on", async () => {
  const renamed = { "Sales orders": { SalesOrderNumber: "name" } };
  expect(
    await check(
      { renamedColumns: renamed },
      { columns: { salesOrders: { SalesOrderNumber: "name" } }, usesLine: true },
    ),
  ).toEqual([
    { template: "Sales orders", missingColumns: [], problem: null },
    { template: "Sales order items", missingColumns: [], problem: null },
    { template: "Item types", missingColumns: [], problem: null },
  ]);
});

test("missing columns and templates are named", async () => {
  const findings = await check(
    {
      unconfiguredColumns: { "Sales orders": ["OnHold", "Attribute1"] },
      unconfiguredTemplates: ["Item types"],
      usesLine: false,
    },
    { usesLine: true, fields: [{ field: "Attribute1", template: "{note}" }] },
  );
  expect(findings).toEqual([
    { template: "Sales orders", missingColumns: ["OnHold", "Attribute1"], problem: null },
    { template: "Sales order items", missingColumns: ["Line"], problem: null },
    {
      template: "Item types",
      missingColumns: ["ItemCode", "Name", "Barcode"],
      problem: expect.stringContaining('template "Item types": it cannot be used'),
    },
  ]);
});

test("what the profile keeps in step or creates is checked too", async () => {
  const findings = await check(
    {
      unconfiguredColumns: { "Sales orders": ["ServiceType"], "Sales order items": ["Attribute2"] },
      unconfiguredTemplates: ["Customers"],
    },
    {
      itemFields: [{ field: "Attribute2", template: "{line.title}" }],
      serviceTypes: { "*": "RM48" },
      newOrders: { customer: {} },
    },
  );
  expect(findings.map(({ template, missingColumns }) => [template, missingColumns])).toEqual([
    ["Sales orders", ["ServiceType"]],
    ["Sales order items", ["Attribute2"]],
    ["Item types", []],
    ["Customers", ["Reference", "Name"]],
  ]);
});

test("a login that is refused is not a finding about templates", async () => {
  expect((await failureOf(check({}, {}, "wrong-password"))).code).toBe("peoplevox-credentials-refused");
});

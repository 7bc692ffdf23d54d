import { warehouseFor } from "../../../components/peoplevox/shared-warehouse.ts";
import type { Connection } from "../../connections/connections.ts";
import { check } from "./check.ts";
import type { Check } from "./check.ts";

const TEMPLATES = ["salesOrders", "salesOrderItems", "itemTypes"] as const;

/** Looks whether Peoplevox lets the user in, and whether the templates that LastEdit needs can be used. */
export async function checkPeoplevox({ name, fields }: Connection): Promise<Check[]> {
  const text = (field: string): string => (typeof fields[field] === "string" ? fields[field] : "");
  const needed = ["peoplevoxUrl", "peoplevoxClientId", "peoplevoxUsername", "peoplevoxPassword"];
  const missing = needed.filter((field) => text(field) === "");
  if (missing.length > 0) return [{ about: name, ok: false, found: `The connection lacks ${missing.join(", ")}.` }];

  const open = () =>
    warehouseFor({
      url: text("peoplevoxUrl"),
      clientId: text("peoplevoxClientId"),
      username: text("peoplevoxUsername"),
      password: text("peoplevoxPassword"),
      profile: fields["peoplevoxProfile"],
    });
  const checks: Check[] = [];
  for (const template of TEMPLATES) {
    checks.push(
      await check(`${name}: template ${template}`, async () => {
        const columns = await open().client.getSaveTemplate(template);
        return `${columns.length} columns: ${columns.join(", ")}`;
      }),
    );
  }
  return checks;
}

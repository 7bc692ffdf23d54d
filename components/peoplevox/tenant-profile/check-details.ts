import type { z } from "zod";
import { metafieldsIn } from "../../../domain/sales-order/fill-template.ts";
import type { TenantProfile } from "../../../domain/sales-order/tenant-profile.ts";

type Details = Pick<TenantProfile, "fields" | "itemFields" | "serviceTypes" | "metafields" | "newOrders">;

/** What only several fields together can get wrong. */
export function checkDetails({ fields, itemFields, serviceTypes, metafields, newOrders }: Details, check: Check): void {
  const lists = [
    { path: ["fields"], mappings: fields },
    { path: ["itemFields"], mappings: itemFields },
    { path: ["newOrders", "fields"], mappings: newOrders.fields },
  ];
  for (const { path, mappings } of lists) {
    mappings.forEach(({ field, template }, index) => {
      const place = [...path, index];
      if (mappings.findIndex((other) => other.field === field) < index) {
        refuse(check, [...place, "field"], `expected ${field} once; one template can hold several values`);
      }
      const unlisted = metafieldsIn(template).filter((name) => !metafields.includes(name));
      if (unlisted.length > 0) {
        refuse(check, [...place, "template"], `expected ${unlisted.join(", ")} in the list "metafields" too`);
      }
    });
  }
  const service = fields.findIndex(({ field }) => field === "ServiceType");
  if (service !== -1 && Object.keys(serviceTypes).length > 0) {
    refuse(check, ["fields", service, "field"], 'expected ServiceType here or a table "serviceTypes", not both');
  }
}

type Check = z.RefinementCtx;

function refuse(check: Check, path: (string | number)[], message: string): void {
  check.addIssue({ code: "custom", path, message });
}

import { cutAtWord, fillTemplate } from "./fill-template.ts";
import { filledFields } from "./details.ts";
import type { DesiredSalesOrder } from "./desired-sales-order.ts";
import type { OrderSnapshot } from "./order-snapshot.ts";
import type { SalesOrderFields } from "./sales-order.ts";
import type { TenantProfile } from "./tenant-profile.ts";

/** A customer's own record in Peoplevox; texts that are not known are empty. */
export interface CustomerRecord {
  /** Key of the record. */
  readonly reference: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** Longest reference and name of a customer that Peoplevox takes, in characters. */
const CUSTOMER_TEXT_LENGTH = 50;

/**
 * The header of a Sales Order that is to be created, and its customer's record.
 *
 * Columns kept in step have the values they should have; the tenant's columns for new orders come beside. Blank values
 * are left out. An order that gives no customer reference gets no record.
 */
export function newSalesOrder(
  order: OrderSnapshot,
  desired: DesiredSalesOrder,
  profile: TenantProfile,
): { readonly fields: SalesOrderFields; readonly customer: CustomerRecord | null } {
  const customer = customerOf(order, profile.newOrders.customer);
  const all = {
    ...filledFields(order, profile.newOrders.fields).fields,
    ...(customer === null ? {} : { Customer: customer.reference }),
    ...desired.fields,
    CustomerPurchaseOrderReferenceNumber: desired.reference,
  };
  return { fields: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")), customer };
}

function customerOf(order: OrderSnapshot, templates: TenantProfile["newOrders"]["customer"]): CustomerRecord | null {
  if (templates === null) return null;
  const reference = cutAtWord(fillTemplate(templates.reference, order), CUSTOMER_TEXT_LENGTH);
  if (reference === "") return null;
  const name = cutAtWord(fillTemplate(templates.name, order), CUSTOMER_TEXT_LENGTH);
  const phone = order.phone ?? order.shippingAddress?.phone ?? "";
  return { reference, name: name === "" ? reference : name, email: order.email ?? "", phone };
}

import type { Address, Customer } from "../../model/records.ts";
import { globalId } from "../../model/global-id.ts";
import { webhookTime } from "../../model/shop-time.ts";
import type { Store } from "../../model/store.ts";

export function addressPayload(address: Address) {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: null,
    longitude: null,
    name: [address.firstName, address.lastName].filter((part) => part !== null).join(" "),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

export function customerPayload(store: Store, customer: Customer) {
  const { latitude: _latitude, longitude: _longitude, ...address } = addressPayload(customer.address);
  return {
    id: customer.id,
    created_at: webhookTime(customer.createdAt),
    updated_at: webhookTime(customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: "disabled",
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: store.shop.currencyCode,
    tax_exemptions: [],
    admin_graphql_api_id: globalId("Customer", customer.id),
    default_address: {
      id: customer.address.id,
      customer_id: customer.id,
      ...address,
      country_name: customer.address.country,
      default: true,
    },
  };
}

import { globalId } from "../../model/global-id.ts";
import type { Address } from "../../model/records.ts";

export function addressView(address: Address): object {
  const name = [address.firstName, address.lastName].filter((part) => part !== null).join(" ");
  return {
    __typename: "MailingAddress",
    id: globalId("MailingAddress", address.id),
    firstName: address.firstName,
    lastName: address.lastName,
    name: name === "" ? null : name,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    provinceCode: address.provinceCode,
    country: address.country,
    countryCode: address.countryCode,
    countryCodeV2: address.countryCode,
    phone: address.phone,
    formatted: ({ withName, withCompany }: { withName?: boolean; withCompany?: boolean }) =>
      [
        withName === true ? name : null,
        withCompany === false ? null : address.company,
        address.address1,
        address.address2,
        [address.city, address.provinceCode, address.zip].filter((part) => part !== null).join(" "),
        address.country,
      ].filter((line) => line !== null && line !== ""),
  };
}

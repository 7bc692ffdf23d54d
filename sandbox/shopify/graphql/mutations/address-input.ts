import type { AddressFields } from "../../model/records.ts";

export interface AddressInput {
  firstName?: string | null;
  lastName?: string | null;
  company?: string | null;
  address1?: string | null;
  address2?: string | null;
  city?: string | null;
  zip?: string | null;
  province?: string | null;
  provinceCode?: string | null;
  country?: string | null;
  countryCode?: string | null;
  phone?: string | null;
}

const countryNames = new Intl.DisplayNames(["en"], { type: "region" });

/** Only fields that were given. A country code brings the country's name with it. */
export function toAddressFields(input: AddressInput | null): Partial<AddressFields> | undefined {
  if (input === null) return undefined;
  const { countryCode, ...plain } = input;
  const country = countryCode === undefined || countryCode === null ? undefined : countryNames.of(countryCode);
  return {
    ...plain,
    ...(countryCode === undefined ? {} : { countryCode }),
    ...(country === undefined ? {} : { country }),
  };
}

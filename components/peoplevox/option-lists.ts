import type { OptionsPage, OptionsQuery } from "../pipedream-component.ts";
import type { DataRow } from "./csv.ts";
import { contains } from "./search-clause.ts";
import type { SharedPeoplevox } from "./shared-warehouse.ts";
import { TEMPLATE_KEYS } from "./template-table.ts";
import type { TemplateKey } from "./template-table.ts";
import { templateNames } from "./template-names.ts";

/** One page of choices, read from a tenant's Peoplevox. */
export type OptionList = (
  peoplevox: SharedPeoplevox,
  query: Pick<OptionsQuery, "page" | "query">,
) => Promise<OptionsPage>;

const ITEMS_PER_PAGE = 50;

/** Sales Orders whose number holds the text typed; status beside the number. */
export const listSalesOrders: OptionList = (peoplevox, { page, query = "" }) => {
  const search = query === "" ? {} : { search: contains({ field: "SalesOrderNumber", value: query }) };
  return readPage(peoplevox, "salesOrders", { page, ...search }, (row) =>
    option(row["SalesOrderNumber"], [
      row["SalesOrderNumber"],
      row["CustomerPurchaseOrderReferenceNumber"],
      row["Status"],
    ]),
  );
};

/** Label is the site's name, value its reference. */
export const listSites: OptionList = (peoplevox, { page }) =>
  readPage(peoplevox, "sites", { page }, (row) => option(row["Reference"], [row["Name"], row["Reference"]]));

export const listServiceTypes: OptionList = (peoplevox, { page }) =>
  readPage(peoplevox, "serviceTypes", { page }, (row) =>
    option(row["Code"], [row["Carrier"], row["Name"], row["Code"]]),
  );

/** The templates LastEdit knows, by the tenant's names. The service has no list of its own. */
export const listTemplates: OptionList = ({ connection }, { page }) => {
  const options = TEMPLATE_KEYS.map((value) => ({ label: templateNames(value, connection).template, value }));
  return Promise.resolve({ options: page === 0 ? options : [], context: {} });
};

async function readPage(
  { client }: SharedPeoplevox,
  template: TemplateKey,
  { page, ...query }: { readonly page: number; readonly search?: string },
  toOption: (row: DataRow) => { label: string; value: string },
): Promise<OptionsPage> {
  const { rows } = await client.getData(template, { ...query, page: page + 1, itemsPerPage: ITEMS_PER_PAGE });
  return { options: rows.map(toOption).filter(({ value }) => value !== ""), context: {} };
}

function option(value: string | undefined, labels: readonly (string | undefined)[]) {
  return { label: labels.filter((label) => label !== undefined && label !== "").join(" · "), value: value ?? "" };
}

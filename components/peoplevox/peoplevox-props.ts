import type { OptionsFunction, OptionsPage, OptionsQuery, UserProp } from "../pipedream-component.ts";
import { warehouseFor } from "./shared-warehouse.ts";
import type { SharedPeoplevox } from "./shared-warehouse.ts";
import { listSalesOrders, listServiceTypes, listSites, listTemplates } from "./option-lists.ts";
import type { OptionList } from "./option-lists.ts";

/** The connection as it arrives on a component's `this`. */
export interface PeoplevoxProps {
  readonly peoplevoxUrl: string;
  readonly peoplevoxClientId: string;
  readonly peoplevoxUsername: string;
  readonly peoplevoxPassword: string;
  readonly peoplevoxProfile?: unknown;
}

/** The props of every component that talks to Peoplevox. Peoplevox has no registered app, so they are plain props. */
export function peoplevoxProps() {
  return {
    peoplevoxUrl: {
      type: "string",
      label: "Peoplevox address",
      description:
        "Host of your Peoplevox, such as `wms.peoplevox.net`, or the full address of the integration service (`https://…/resources/integrationservicev4.asmx`).",
    },
    peoplevoxClientId: {
      type: "string",
      label: "Peoplevox client id",
      description:
        "Shown at the top right of Peoplevox next to your name; also the first part of the web app's address.",
    },
    peoplevoxUsername: {
      type: "string",
      label: "Peoplevox user name",
      description: "A user made for this integration in Setup → Users.",
    },
    peoplevoxPassword: {
      type: "string",
      label: "Peoplevox password",
      description: "Password of that user.",
      secret: true,
    },
    peoplevoxProfile: {
      type: "object",
      label: "Peoplevox tenant profile",
      description:
        "What is particular to your Peoplevox, as JSON: `region`, `templates`, `columns`, `usesLine`, `lineRemoval`, `salesOrderNumber`, `fields`, `requestBudget` and more. Leave it empty for a standard tenant.",
      optional: true,
    },
  } as const satisfies Readonly<Record<string, UserProp>>;
}

/**
 * Warehouse, client and profile for a component's own props: one for all components with these settings.
 *
 * @throws {PeoplevoxSettingsError} The address or the profile cannot be used
 */
export function warehouseFromProps(props: PeoplevoxProps): SharedPeoplevox {
  return warehouseFor({
    url: props.peoplevoxUrl,
    clientId: props.peoplevoxClientId,
    username: props.peoplevoxUsername,
    password: props.peoplevoxPassword,
    profile: props.peoplevoxProfile,
  });
}

/** A Sales Order's number, picked from Peoplevox; typing narrows the list. */
export function salesOrderNumberProp() {
  return {
    type: "string",
    label: "Sales Order number",
    description: "Number of the Sales Order in Peoplevox. Type a part of it to search.",
    useQuery: true,
    options: optionsBy(listSalesOrders),
  } as const satisfies UserProp;
}

export function siteProp() {
  return {
    type: "string",
    label: "Site",
    description: "Reference of a Peoplevox site.",
    options: optionsBy(listSites),
  } as const satisfies UserProp;
}

export function serviceTypeProp() {
  return {
    type: "string",
    label: "Service type",
    description: "Code of a Peoplevox service type (the carrier's service).",
    options: optionsBy(listServiceTypes),
  } as const satisfies UserProp;
}

export function templateProp() {
  return {
    type: "string",
    label: "Template",
    description: "A Peoplevox integration template.",
    options: optionsBy(listTemplates),
  } as const satisfies UserProp;
}

/** Options inline in a component: its own props hold the connection. */
function optionsBy(list: OptionList): OptionsFunction {
  return async function (this: PeoplevoxProps, query: OptionsQuery): Promise<OptionsPage> {
    return list(warehouseFromProps(this), query);
  };
}

import type { OptionsFunction, OptionsPage, OptionsQuery, UserProp } from "../pipedream-component.ts";
import { listSalesOrders, listServiceTypes, listSites, listTemplates } from "./option-lists.ts";
import type { OptionList } from "./option-lists.ts";
import { salesOrderNumberProp, serviceTypeProp, siteProp, templateProp } from "./peoplevox-props.ts";
import { warehouseFor } from "./shared-warehouse.ts";
import type { SharedPeoplevox } from "./shared-warehouse.ts";

/** The account a person connects, as the host keeps it. */
interface PeoplevoxAccount {
  readonly $auth: {
    readonly url: string;
    readonly client_id: string;
    readonly username: string;
    readonly password: string;
    readonly profile?: unknown;
  };
}

/**
 * Peoplevox as a Pipedream app, for a host that has it registered. Pipedream itself does not, so built components
 * carry the connection as plain props (`peoplevox-props.ts`) unless they are built for such a host.
 */
export default {
  type: "app",
  app: "peoplevox",
  propDefinitions: {
    salesOrderNumber: { ...salesOrderNumberProp(), options: optionsBy(listSalesOrders) },
    site: { ...siteProp(), options: optionsBy(listSites) },
    serviceType: { ...serviceTypeProp(), options: optionsBy(listServiceTypes) },
    template: { ...templateProp(), options: optionsBy(listTemplates) },
  } satisfies Readonly<Record<string, UserProp>>,
  methods: {
    /** Client, warehouse and profile of the connected account. */
    peoplevox(this: PeoplevoxAccount): SharedPeoplevox {
      return peoplevoxOf(this);
    },
  },
};

function optionsBy(list: OptionList): OptionsFunction {
  return async function (this: PeoplevoxAccount, query: OptionsQuery): Promise<OptionsPage> {
    return list(peoplevoxOf(this), query);
  };
}

function peoplevoxOf({ $auth }: PeoplevoxAccount): SharedPeoplevox {
  const { url, client_id: clientId, username, password, profile } = $auth;
  return warehouseFor({ url, clientId, username, password, profile });
}

import { type AdminApiClient, createAdminApiClient } from "@shopify/admin-api-client";
import { createRealClock } from "../../../../sandbox/clock.ts";
import {
  createShopifySandbox,
  type ShopifySandbox,
  type ShopifySandboxOptions,
} from "../../../../sandbox/shopify/index.ts";

export interface GraphqlResult<Data> {
  status: number;
  headers: Headers;
  data: Data;
  errors: { message: string; path?: unknown[]; locations?: unknown[]; extensions: Record<string, unknown> }[];
  cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: Record<string, number> };
}

export interface OpenShopify {
  sandbox: ShopifySandbox;
  /** A client that was not written here. */
  client: AdminApiClient;
  /** Sends a query with plain `fetch`. */
  query<Data>(
    query: string,
    variables?: object,
    over?: { token?: string; version?: string },
  ): Promise<GraphqlResult<Data>>;
  /** The same for a mutation that must succeed. */
  mutate<Data extends object>(query: string, variables?: object): Promise<Data>;
  close(): Promise<void>;
}

export async function openShopify(options: Partial<ShopifySandboxOptions> = {}): Promise<OpenShopify> {
  const sandbox = createShopifySandbox({
    seed: 1,
    clock: createRealClock(),
    throttle: false,
    cancelDelayMs: 10,
    ...options,
  });
  const url = await sandbox.listen(0);
  const client = createAdminApiClient({
    storeDomain: sandbox.shop,
    apiVersion: sandbox.apiVersion,
    accessToken: sandbox.accessToken,
    customFetchApi: (target, init) => fetch(target.replace(`https://${sandbox.shop}`, url), init),
  });
  const run: OpenShopify["query"] = async <Data>(
    text: string,
    variables: object = {},
    { token = sandbox.accessToken, version = sandbox.apiVersion }: { token?: string; version?: string } = {},
  ): Promise<GraphqlResult<Data>> => {
    const response = await fetch(`${url}/admin/api/${version}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": token },
      body: JSON.stringify({ query: text, variables }),
    });
    const answer = (await response.json()) as {
      data: Data;
      errors?: GraphqlResult<Data>["errors"];
      extensions?: { cost: GraphqlResult<Data>["cost"] };
    };
    return {
      status: response.status,
      headers: response.headers,
      data: answer.data,
      errors: answer.errors ?? [],
      cost: answer.extensions?.cost ?? { requestedQueryCost: 0, actualQueryCost: null, throttleStatus: {} },
    };
  };
  return {
    sandbox,
    client,
    query: run,
    async mutate<Data extends object>(text: string, variables: object = {}) {
      const { data, errors } = await run<Data>(text, variables);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      const refusals = Object.values(data).flatMap(({ userErrors }: { userErrors: unknown[] }) => userErrors);
      if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
      return data;
    },
    close: () => sandbox.close(),
  };
}

export const gid = (type: string, id: number | string): string => `gid://shopify/${type}/${id}`;

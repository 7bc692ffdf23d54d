import library from "axios";
import type { AxiosInstance, InternalAxiosRequestConfig } from "axios";
import { isRecord } from "../component-host/json.ts";
import { stripFailure } from "./http-failure.ts";
import { signRequest } from "./oauth1.ts";
import type { OAuth1SignConfig } from "./oauth1.ts";
import { prepareConfig } from "./request-config.ts";
import type { AxiosRequestConfig } from "./request-config.ts";
import { stepExport } from "./step-export.ts";

/**
 * Makes one request for a step: `axios(this, config)` or `axios($, config)`.
 *
 * @param step - An action's `$`, a component's `this`, or nothing; gets the exports
 * @returns The response's data, or the response with `returnFullResponse`
 * @throws {ConfigurationError} When `config.body` is set. Otherwise rejects with axios' error, without the request in it
 */
async function request(step: unknown, config: AxiosRequestConfig, sign?: OAuth1SignConfig): Promise<unknown> {
  prepareConfig(config);
  if (sign !== undefined) await signRequest(config, sign);
  try {
    if (config.debug === true) stepExport(step, "debug_config", config);
    const response = await library.request<unknown>(config);
    if (config.debug === true) stepExport(step, "debug_response", response.data);
    return config.returnFullResponse === true ? response : response.data;
  } catch (error) {
    const summary = stripFailure(error);
    if (summary !== null && isRecord(step) && step["context"]) stepExport(step, "debug", summary);
    throw error;
  }
}

/** An axios instance that does the same for each of its requests. */
function create(config?: AxiosRequestConfig, sign?: OAuth1SignConfig): AxiosInstance {
  const instance = library.create(config);
  if (config?.debug === true) stepExport(undefined, "debug_config", config);
  instance.interceptors.request.use(async (requestConfig: InternalAxiosRequestConfig & AxiosRequestConfig) => {
    const headers = requestConfig.headers;
    if (sign !== undefined) {
      const unsigned: AxiosRequestConfig = { ...requestConfig, headers: headers.toJSON() };
      await signRequest(unsigned, sign);
      headers.set(unsigned.headers as Record<string, string>);
    }
    prepareConfig(requestConfig);
    return requestConfig;
  });
  instance.interceptors.response.use(
    (response) => {
      const { debug, returnFullResponse } = response.config as AxiosRequestConfig;
      if (debug === true) stepExport(undefined, "debug_response", response.data);
      return (returnFullResponse === true ? response : response.data) as typeof response;
    },
    (error: unknown) => {
      const summary = stripFailure(error);
      if (summary !== null) stepExport(undefined, "debug", summary);
      throw error;
    },
  );
  return instance;
}

export const axios = Object.assign(request, { create });

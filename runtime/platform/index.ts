/**
 * What components import as `@pipedream/platform`, when they run outside of Pipedream: the same contract, written from
 * its description. On Pipedream the host's own package is used.
 */
export { axios } from "./axios.ts";
export { ConfigurationError } from "./configuration-error.ts";
export { transformConfigForOauth } from "./oauth1.ts";
export type { OAuth1SignConfig } from "./oauth1.ts";
export type { AxiosRequestConfig } from "./request-config.ts";
export { cloneSafe, jsonStringifySafe } from "./safe-json.ts";

/** Seconds between two polls when a source does not say: 15 minutes. */
export const DEFAULT_POLLING_SOURCE_TIMER_INTERVAL = 15 * 60;

/**
 * What components import as `@pipedream/platform`, when they run outside of Pipedream: the same contract, written from
 * its description. On Pipedream the host's own package is used.
 */
export { axios } from "./axios.ts";
export { ConfigurationError } from "./configuration-error.ts";
export { $end, END_NEEDLE } from "./end.ts";
export { getFileStream, getFileStreamAndMetadata } from "./file-stream.ts";
export type { FileMetadata } from "./file-stream.ts";
export { HTTP_METHODS } from "./http-methods.ts";
export { transformConfigForOauth } from "./oauth1.ts";
export type { OAuth1SignConfig } from "./oauth1.ts";
export type { AxiosRequestConfig } from "./request-config.ts";
export { cloneSafe, jsonStringifySafe } from "./safe-json.ts";
export {
  $sendConfigRuntimeTypeChecker,
  SendConfigEmail,
  SendConfigEmit,
  SendConfigEmit_optional,
  SendConfigEmit_required,
  SendConfigHTTP,
  SendConfigS3,
  SendConfigSnowflake,
  SendConfigSQL,
  SendConfigSSE,
  sendTypeMap,
} from "./send-config.ts";
export { sqlProp, sqlProxy } from "./sql.ts";

/** Seconds between two polls when a source does not say: 15 minutes. */
export const DEFAULT_POLLING_SOURCE_TIMER_INTERVAL = 15 * 60;

/** Pipedream's own client for Gmail, which its Gmail components compare a connected account with. */
export const PD_OFFICIAL_GMAIL_OAUTH_CLIENT_ID = "fnd4m13k1mjb6djallp1m9kr7o8kslcu";

/** Set by Pipedream for steps of its first generation; in a component they are empty, as there. */
export const $event: unknown = undefined;
export const $send: unknown = undefined;

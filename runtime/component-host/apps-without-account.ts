/**
 * Apps of Pipedream's registry that stand for a service of Pipedream itself and need no connected account. A prop for
 * one of them never has to be set.
 *
 * Assumption: the list is ours, from the apps whose code never reads `$auth`; Pipedream publishes none.
 */
export const APPS_WITHOUT_ACCOUNT: ReadonlySet<string> = new Set([
  "data_stores",
  "delay",
  "filter",
  "formatting",
  "helper_functions",
  "http",
  "pipedream_utils",
  "rss",
  "schedule",
]);

import type { Row } from "../row.ts";
import { dataStores } from "./data-stores.ts";
import { gitlabDynamicProps, gitlabTimer, gitlabWebhook } from "./gitlab.ts";
import { notion, outlook } from "./outlook-notion.ts";
import { docusign, linear, ramp } from "./polling.ts";
import { brex, clio, launchdarkly, monday } from "./webhooks.ts";
import { woocommerce } from "./woocommerce.ts";

/** In the order of their numbers. */
export const ROWS: readonly Row[] = [
  gitlabWebhook,
  gitlabTimer,
  gitlabDynamicProps,
  launchdarkly,
  clio,
  brex,
  monday,
  linear,
  ramp,
  docusign,
  outlook,
  notion,
  dataStores,
  woocommerce,
];

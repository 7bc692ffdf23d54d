import type { Row } from "../row.ts";
import { dataStores } from "./data-stores.ts";
import { apify, slack } from "./flow.ts";
import { gitlabDynamicProps, gitlabTimer, gitlabWebhook } from "./gitlab.ts";
import { googleDrive } from "./google-drive.ts";
import { helperFunctions } from "./helper-functions.ts";
import { ownFamilies } from "./own-families.ts";
import { ownFixtures } from "./own-fixtures.ts";
import { notion, outlook } from "./outlook-notion.ts";
import { postgresql } from "./postgresql.ts";
import { docusign, linear, ramp } from "./polling.ts";
import { scheduledTasks } from "./scheduled-tasks.ts";
import { shopify } from "./shopify.ts";
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
  apify,
  slack,
  helperFunctions,
  scheduledTasks,
  woocommerce,
  googleDrive,
  postgresql,
  shopify,
  ownFixtures,
  ownFamilies,
];

import type { Row } from "../row.ts";
import { gitlabDynamicProps, gitlabTimer, gitlabWebhook } from "./gitlab.ts";
import { brex, clio, launchdarkly, monday } from "./webhooks.ts";

/** In the order of their numbers. */
export const ROWS: readonly Row[] = [gitlabWebhook, gitlabTimer, gitlabDynamicProps, launchdarkly, clio, brex, monday];

/** The packages of the set, in the versions that the rows were written against. */
export const PACKAGES: Readonly<Record<string, string>> = {
  "@pipedream/apify": "0.4.0",
  "@pipedream/brex": "0.1.1",
  "@pipedream/clio": "0.1.1",
  "@pipedream/data_stores": "0.1.11",
  "@pipedream/docusign": "0.2.2",
  "@pipedream/gitlab": "0.5.6",
  "@pipedream/google_drive": "1.4.1",
  "@pipedream/helper_functions": "0.3.13",
  "@pipedream/launchdarkly": "0.1.1",
  "@pipedream/linear_app": "0.8.1",
  "@pipedream/microsoft_outlook": "1.7.5",
  "@pipedream/monday": "0.7.0",
  "@pipedream/notion": "1.0.6",
  "@pipedream/pipedream": "0.4.2",
  "@pipedream/postgresql": "2.2.4",
  "@pipedream/ramp": "0.1.2",
  "@pipedream/shopify": "1.0.1",
  "@pipedream/slack": "0.10.3",
  "@pipedream/woocommerce": "0.3.0",
};

/** What some of them import without declaring it: left to the installer to find. */
export const UNDECLARED: readonly string[] = [
  "lodash.set",
  "moment",
  "moment-timezone",
  "nodemailer",
  "rss-parser",
  "slackify-html",
  "turndown",
];

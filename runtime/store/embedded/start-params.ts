import { PGlite } from "@electric-sql/pglite";

/** 16 MB instead of PGlite's 128 MB: our working set is small, and the process keeps 150 MB less in memory. */
const SETTINGS = ["shared_buffers=16MB", "log_line_prefix=%e "];

export const START_PARAMS: readonly string[] = [
  ...PGlite.defaultStartParams,
  ...SETTINGS.flatMap((setting) => ["-c", setting]),
];

/** A line of PostgreSQL's own log after which it answers nothing more, as SQLSTATE, severity and words. */
export const LAST_LINE = /^(?<code>[0-9A-Z]{5}) (?<severity>PANIC|FATAL): +(?<message>.*)$/;

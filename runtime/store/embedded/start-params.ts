import { PGlite } from "@electric-sql/pglite";

/** 16 MB instead of PGlite's 128 MB: our working set is small, and the process keeps 150 MB less in memory. */
export const START_PARAMS: readonly string[] = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"];

// `npm start`: with nothing configured, the demo; else LastEdit on the configured connections.
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./ensure.mjs";
import { launch } from "./launch.mjs";

const flags = process.argv.slice(2);
const home = process.env.LASTEDIT_HOME ?? path.join(ROOT, ".lastedit");
const configFile = process.env.LASTEDIT_CONFIG ?? path.join(ROOT, "lastedit.config.yaml");
const hasOwnDatabase = existsSync(path.join(home, "database")) && !existsSync(path.join(home, "demo"));
const configured = existsSync(configFile) || process.env.DATABASE_URL !== undefined || hasOwnDatabase;
const demo = !configured && !flags.includes("--demo");

await launch("runtime/cli/lastedit.ts", ["start", ...(demo ? ["--demo"] : []), ...flags]);

// `npm run -s lastedit -- <command>`: the command line, on a fresh clone too.
import { launch } from "./launch.mjs";

await launch("runtime/cli/lastedit.ts", process.argv.slice(2));

// `npm run simulate -- <options>`: the simulation, on a fresh clone too.
import { launch } from "./launch.mjs";

await launch("test/simulation/simulate-program.ts", process.argv.slice(2));

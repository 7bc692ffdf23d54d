// `npm test`: installs what is missing and runs the whole gate.
import { launch } from "./launch.mjs";

await launch("test/gate.mjs", process.argv.slice(2));

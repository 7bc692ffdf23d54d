// `npm run screenshots -- [folder] [/path …]`: pictures of the console, light and dark, desk and phone.
import { launch } from "./launch.mjs";

await launch("test/console/screenshots-program.ts", process.argv.slice(2));

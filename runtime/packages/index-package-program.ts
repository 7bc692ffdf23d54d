// Loads every component of a package and says what it is. A process of its own: whatever a package does while it is
// loaded, such as ending the process, cannot harm ours.
import path from "node:path";
import { loadComponentFile } from "../component-host/catalogue.ts";
import type { ManifestEntry } from "../component-host/catalogue.ts";
import { describeComponent } from "../component-host/describe.ts";
import { componentFiles } from "./component-files.ts";
import type { IndexedPackage } from "./indexed-package.ts";

const packageFolder = process.argv[2] ?? "";
const components: ManifestEntry[] = [];
const problems: { file: string; problem: string }[] = [];

for (const file of await componentFiles(packageFolder)) {
  try {
    const component = await loadComponentFile(path.join(packageFolder, file));
    if (component.key === undefined || component.version === undefined || component.run === undefined) continue;
    components.push({ ...describeComponent(component), file });
  } catch (error) {
    // Without a cause it was loaded and is simply something else, such as a list that components share.
    if (error instanceof Error && error.cause === undefined) continue;
    problems.push({ file, problem: shortened(error instanceof Error ? error.message : String(error)) });
  }
}
const indexed: IndexedPackage = { components, problems };
process.send?.(indexed, () => process.exit(0));

/** Paths of this machine are no use to the reader. */
function shortened(text: string): string {
  return text.replaceAll(packageFolder, "").split("\n")[0] ?? "";
}

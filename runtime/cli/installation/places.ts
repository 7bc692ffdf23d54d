import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where this installation keeps its things. */
export interface Places {
  /** The project: recipes, components, sandbox. */
  readonly root: string;
  /** The data folder: database, encryption key, address of the local API. */
  readonly home: string;
  readonly configFile: string;
  readonly recipes: string;
  /** Built components. */
  readonly components: string;
}

/** The data folder and the configuration file can be moved by `LASTEDIT_HOME` and `LASTEDIT_CONFIG`. */
export function placesOf(env: Readonly<Record<string, string | undefined>>): Places {
  const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");
  return {
    root,
    home: path.resolve(env["LASTEDIT_HOME"] ?? path.join(root, ".lastedit")),
    configFile: path.resolve(env["LASTEDIT_CONFIG"] ?? path.join(root, "lastedit.config.yaml")),
    recipes: path.join(root, "recipes"),
    components: path.join(root, "dist", "components"),
  };
}

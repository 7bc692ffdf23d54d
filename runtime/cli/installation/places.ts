import path from "node:path";
import { fileURLToPath } from "node:url";
import type { RecipeFolders } from "../../recipes/versions/index.ts";

/** Where this installation keeps its things. */
export interface Places {
  /** The project: recipes, components, sandbox. */
  readonly root: string;
  /** The data folder: database, encryption key, address of the local API. */
  readonly home: string;
  readonly configFile: string;
  readonly recipes: RecipeFolders;
  /** Built components. */
  readonly components: string;
  /** Packages of components that were added. */
  readonly packages: string;
}

/**
 * The data folder, the configuration file and the merchant's own recipes can be moved by `LASTEDIT_HOME`,
 * `LASTEDIT_CONFIG` and `LASTEDIT_RECIPES`.
 */
export function placesOf(env: Readonly<Record<string, string | undefined>>): Places {
  const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");
  const home = path.resolve(env["LASTEDIT_HOME"] ?? path.join(root, ".lastedit"));
  return {
    root,
    home,
    configFile: path.resolve(env["LASTEDIT_CONFIG"] ?? path.join(root, "lastedit.config.yaml")),
    recipes: {
      shipped: path.join(root, "recipes"),
      own: path.resolve(env["LASTEDIT_RECIPES"] ?? path.join(home, "recipes")),
    },
    components: path.join(root, "dist", "components"),
    packages: path.join(home, "packages"),
  };
}

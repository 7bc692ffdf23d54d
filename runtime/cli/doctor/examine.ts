import { buildComponents } from "../../build/build-components.ts";
import { builtCatalogue } from "../../component-host/index.ts";
import type { Config } from "../../connections/config-schema.ts";
import { namedConnections } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import { readConfig } from "../../connections/read-config.ts";
import { loadRecipes } from "../../recipes/index.ts";
import { readConnections } from "../../store/connections-store.ts";
import { databaseFolder } from "../../store/database-folder.ts";
import { folderHolder } from "../../store/embedded/folder-lock.ts";
import type { CommandContext } from "../command-context.ts";
import { checkPeoplevox } from "./check-peoplevox.ts";
import { checkShopify } from "./check-shopify.ts";
import { check } from "./check.ts";
import type { Check } from "./check.ts";
import { openStore } from "../installation/open-store.ts";
import { prepareAll } from "../installation/prepare-all.ts";

/** Everything the doctor looks at. */
export async function examine(context: CommandContext): Promise<Check[]> {
  const { places, env } = context;
  const config = await readConfig(places.configFile, env);
  const connections = namedConnections(config, await storedConnections(context));
  if (connections.size === 0) {
    return [
      {
        about: "connections",
        ok: false,
        found: `There is none. Write them into ${places.configFile}, or store them with "lastedit connections import".`,
      },
    ];
  }
  const systems: Check[] = [];
  for (const connection of connections.values()) systems.push(...(await checkSystem(connection)));
  const recipes = await check("recipes", async () => {
    await buildComponents({ root: places.root, outDir: places.components });
    const catalogue = builtCatalogue(places.components);
    const prepared = await prepareAll({
      config,
      connections,
      catalogue,
      loaded: await loadRecipes(places.recipes),
      env: {},
    });
    const idle = [...prepared.idle].map(([name, reason]) => `${name} does not run: ${reason}`);
    return [`${prepared.recipes.size} can run (${[...prepared.recipes.keys()].join(", ")})`, ...idle].join("; ");
  });
  return [...systems, recipes, checkAddress(config, connections)];
}

function checkSystem(connection: Connection): Promise<Check[]> {
  return connection.type === "shopify" ? checkShopify(connection) : checkPeoplevox(connection);
}

/** A sandbox on this machine reaches us without one. */
function checkAddress({ publicUrl }: Config, connections: ReadonlyMap<string, Connection>): Check {
  const shops = [...connections.values()].filter(({ type }) => type === "shopify");
  const outside = shops.some(
    ({ fields }) => !/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(String(fields["shopifyAdminUrl"])),
  );
  if (publicUrl !== undefined) return { about: "publicUrl", ok: true, found: publicUrl };
  const found = outside
    ? "It is not set, and Shopify cannot reach this machine's own address. Set it to the address under which it can."
    : "It is not set; the shop is on this machine and needs none.";
  return { about: "publicUrl", ok: !outside, found };
}

/** Those of the database, where this process can open it: a running LastEdit gives their secrets to nobody. */
async function storedConnections({ places, env }: CommandContext): Promise<Connection[]> {
  const held = env["DATABASE_URL"] === undefined && (await folderHolder(databaseFolder(places.home))) !== null;
  if (held) return [];
  const store = await openStore(places, env);
  try {
    return await readConnections(store.database, store.vault);
  } finally {
    await store.close();
  }
}

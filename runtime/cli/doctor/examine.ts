import type { Config } from "../../connections/config-schema.ts";
import { namedConnections } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import { readConfig } from "../../connections/read-config.ts";
import { loadRecipesInUse } from "../../recipes/versions/index.ts";
import { readConnections } from "../../store/connections-store.ts";
import { readRecipeSwitches } from "../../store/recipe-switches.ts";
import { databaseFolder } from "../../store/database-folder.ts";
import { folderHolder } from "../../store/embedded/folder-lock.ts";
import type { CommandContext } from "../command-context.ts";
import { checkAlerts } from "./check-alerts.ts";
import { checkPeoplevox } from "./check-peoplevox.ts";
import { checkShopify } from "./check-shopify.ts";
import { check } from "./check.ts";
import type { Check } from "./check.ts";
import { openCatalogue } from "../installation/open-catalogue.ts";
import { openStore } from "../installation/open-store.ts";
import { prepareAll } from "../installation/prepare-all.ts";
import { switchesByName } from "../installation/recipe-entries.ts";
import { findBackend } from "../local-api/find-backend.ts";

/** Everything the doctor looks at. */
export async function examine(context: CommandContext): Promise<Check[]> {
  const { places, env } = context;
  const config = await readConfig(places.configFile, env);
  const stored = await readStored(context);
  const connections = namedConnections(config, stored.connections);
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
    const prepared = await prepareAll({
      config,
      connections,
      catalogue: await openCatalogue(places),
      loaded: await loadRecipesInUse(places.recipes),
      switches: stored.switches,
      env: {},
    });
    const idle = [...prepared.idle].map(([name, reason]) => `${name} does not run: ${reason}`);
    return [`${prepared.recipes.size} can run (${[...prepared.recipes.keys()].join(", ")})`, ...idle].join("; ");
  });
  return [...systems, recipes, checkAddress(config, connections)];
}

function checkSystem(connection: Connection): Promise<Check[]> {
  if (connection.type === "alert") return checkAlerts(connection);
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

interface Stored {
  readonly connections: readonly Connection[];
  readonly switches: ReadonlyMap<string, boolean>;
}

/** What the database has. A running LastEdit tells which recipes are switched, and its connections' secrets to nobody. */
async function readStored({ places, env }: CommandContext): Promise<Stored> {
  const held = env["DATABASE_URL"] === undefined && (await folderHolder(databaseFolder(places.home))) !== null;
  if (held) {
    const { backend } = await findBackend(places, env);
    return { connections: [], switches: switchesByName((await backend.recipeSetup()).switches) };
  }
  const store = await openStore(places, env);
  try {
    return {
      connections: await readConnections(store.database, store.vault),
      switches: switchesByName(await readRecipeSwitches(store.database)),
    };
  } finally {
    await store.close();
  }
}

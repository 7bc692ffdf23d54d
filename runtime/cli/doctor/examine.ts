import { buildComponents } from "../../build/build-components.ts";
import { builtCatalogue } from "../../component-host/index.ts";
import type { Config } from "../../connections/config-schema.ts";
import { namedConnections } from "../../connections/connections.ts";
import type { Connection } from "../../connections/connections.ts";
import { readConfig } from "../../connections/read-config.ts";
import { loadRecipes } from "../../recipes/index.ts";
import type { CommandContext } from "../command-context.ts";
import { checkPeoplevox } from "./check-peoplevox.ts";
import { checkShopify } from "./check-shopify.ts";
import { check } from "./check.ts";
import type { Check } from "./check.ts";
import { prepareAll } from "../installation/prepare-all.ts";

/** Everything the doctor looks at. */
export async function examine({ places, env }: CommandContext): Promise<Check[]> {
  const config = await readConfig(places.configFile, env);
  const connections = namedConnections(config, []);
  if (connections.size === 0) {
    return [
      {
        about: "connections",
        ok: false,
        found: `There is none. Write them into ${places.configFile}; the README shows how.`,
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

import { readConfig } from "../../connections/read-config.ts";
import type { Config } from "../../connections/config-schema.ts";
import type { CommandContext } from "../command-context.ts";
import { readApiAddress } from "../local-api/address-file.ts";

/** Where people reach the console, without a slash at the end: as configured, or where LastEdit listens. */
export async function consoleAddress({ places, env }: Pick<CommandContext, "places" | "env">): Promise<string> {
  const running = (await readApiAddress(places.home))?.consoleUrl;
  return running ?? consoleUrlOf(await readConfig(places.configFile, env), null);
}

/** @param listening - `null` while nothing listens: the configured address counts */
export function consoleUrlOf(
  config: Pick<Config, "console" | "publicUrl" | "host" | "port">,
  listening: { readonly host: string; readonly port: number } | null,
): string {
  const { host, port } = listening ?? config;
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return (config.console.url ?? config.publicUrl ?? `http://${name}:${port}`).replace(/\/+$/, "");
}

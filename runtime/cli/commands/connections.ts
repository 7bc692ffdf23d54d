import type { Command } from "commander";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { RefusedError } from "../local-api/backend.ts";
import { table } from "../story/words.ts";

export function addConnectionsCommand(program: Command, context: CommandContext): void {
  const connections = program
    .command("connections")
    .description("Named connections that are kept encrypted in the database, instead of in lastedit.config.yaml.")
    .addHelpText(
      "after",
      "\nExamples:\n  lastedit connections list\n  lastedit connections import secrets.yaml\n  lastedit connections remove shop",
    );

  addCommand(connections, "list", "Lists them, secrets hidden.", [
    "connections list",
    "connections list --json",
  ]).action(async (flags: { readonly json?: boolean }) => {
    const found = await withBackend(context, (backend) => backend.connections());
    const rows = found.map(({ name, type, fields }) => [
      name,
      type,
      Object.entries(fields)
        .map(([field, value]) => `${field}=${String(value)}`)
        .join(" "),
    ]);
    context.print(found, found.length === 0 ? "There is none in the database." : table(rows), flags);
  });

  addCommand(
    connections,
    "import <file>",
    "Stores the connections of a file that is written like lastedit.config.yaml; the file may be deleted afterwards.",
    ["connections import secrets.yaml"],
  ).action(async (file: string, flags: { readonly json?: boolean }) => {
    const { readConfig } = await import("../../connections/read-config.ts");
    const { namedConnections } = await import("../../connections/connections.ts");
    const read = [...namedConnections(await readConfig(file, context.env), []).values()];
    if (read.length === 0) throw new RefusedError(`${file} holds no connections, or is not there. Nothing was stored.`);
    await withBackend(context, (backend) => backend.saveConnections(read));
    const names = read.map(({ name }) => name);
    context.print(names, `Stored ${names.join(", ")}. Whatever runs uses them within seconds.`, flags);
  });

  addCommand(connections, "remove <name>", "Takes one out of the database.", ["connections remove shop"]).action(
    async (name: string, flags: { readonly json?: boolean }) => {
      const removed = await withBackend(context, (backend) => backend.removeConnection(name));
      if (!removed) throw new RefusedError(`There is no connection "${name}" in the database.`);
      context.print({ removed: name }, `Removed ${name}. Whatever runs follows within seconds.`, flags);
    },
  );
}

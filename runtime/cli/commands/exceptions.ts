import { Option } from "commander";
import type { Command } from "commander";
import type { ExceptionOwner, OpenException } from "../../../domain/exceptions/exception.ts";
import { byDeadline, minutesLeft } from "../../../domain/exceptions/pressing.ts";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { isMeantBy } from "../exceptions/named-exceptions.ts";
import { RefusedError } from "../local-api/backend.ts";
import { addMoveCommands } from "./exception-moves.ts";
import { addRoutingCommand } from "./exception-routing.ts";
import { exceptionStory, exceptionTable } from "../story/exception-story.ts";

const OWNERS = [
  "warehouse",
  "customer-service",
  "merchandising",
  "integration",
] as const satisfies readonly ExceptionOwner[];

interface Flags {
  readonly status: OpenException["status"] | "all";
  readonly owner?: ExceptionOwner;
  readonly order?: string;
  readonly json?: boolean;
}

export function addExceptionsCommand(program: Command, context: CommandContext): void {
  const exceptions = program
    .command("exceptions")
    .description("What a person must look at, and what people do about it.")
    .addHelpText(
      "after",
      "\nExamples:\n  lastedit exceptions\n  lastedit exceptions list --owner warehouse\n  lastedit exceptions show '#1004'\n  lastedit exceptions take '#1004'\n  lastedit exceptions resolve '#1004' --note 'Parcel repacked by hand'",
    );

  addCommand(exceptions, "list", "Lists exceptions in the order of work: the earliest deadline first.", [
    "exceptions list --owner merchandising",
    "exceptions list --status all --json",
  ])
    .addOption(new Option("--status <status>", "which ones").choices(["open", "closed", "all"]).default("open"))
    .addOption(new Option("--owner <owner>", "only those of this owner").choices(OWNERS))
    .option("--order <name>", "only those of this order")
    .action(async ({ status, json = false, ...query }: Flags) => {
      const found = await withBackend(context, (backend) =>
        backend.exceptions({ ...query, ...(status === "all" ? {} : { status }) }),
      );
      const sorted = inOrderOfWork(found);
      const now = Date.now();
      const withTime = sorted.map((exception) => ({ ...exception, minutesLeft: minutesLeft(exception, now) }));
      context.print(withTime, exceptionTable(sorted, now), { json });
    });

  addCommand(exceptions, "show <order-or-id>", "Tells all about the exceptions of an order, or about one by its id.", [
    "exceptions show '#1004'",
    "exceptions show demo.myshopify.com/#1004/unknown-sku",
  ]).action(async (wanted: string, { json = false }: { readonly json?: boolean }) => {
    const all = await withBackend(context, (backend) => backend.exceptions({}));
    const found = inOrderOfWork(all.filter((exception) => isMeantBy(exception, wanted)));
    if (found.length === 0)
      throw new RefusedError(`There is no exception "${wanted}", and no order of that name has one.`);
    context.print(found, found.map((exception) => exceptionStory(exception, Date.now())).join("\n\n"), { json });
  });
  addMoveCommands(exceptions, context);
  addRoutingCommand(exceptions, context);
}

/** Open ones as they press; closed ones after them, the latest first. */
function inOrderOfWork(exceptions: readonly OpenException[]): OpenException[] {
  const open = exceptions.filter(({ status }) => status === "open").sort(byDeadline);
  const closed = exceptions
    .filter(({ status }) => status === "closed")
    .sort((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt));
  return [...open, ...closed];
}

const GROUPS = ["exceptions", "recipe", "recipes"];

/** `lastedit exceptions` and `lastedit exceptions --json` list the open ones; `lastedit recipe` lists the recipes. */
export function withDefaultSubcommand(args: readonly string[]): string[] {
  const [command, next] = args;
  const bare =
    GROUPS.includes(command ?? "") &&
    (next === undefined || (next.startsWith("-") && next !== "--help" && next !== "-h"));
  return bare ? [command ?? "", "list", ...args.slice(1)] : [...args];
}

import type { Command } from "commander";
import type { PersonMove } from "../../../domain/exceptions/person-move.ts";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { movesInWords, retriesInWords } from "../exceptions/exception-words.ts";
import { namedExceptions } from "../exceptions/named-exceptions.ts";
import { personHere } from "../exceptions/person-here.ts";
import { readUntil } from "../exceptions/read-until.ts";
import { retryExceptions } from "../exceptions/retry-exceptions.ts";

interface Flags {
  readonly by: string;
  readonly note?: string;
  readonly json?: boolean;
}

const WHICH = "<id-or-order...>";

/** Commands with which people say what they do about exceptions, one or many at once. */
export function addMoveCommands(exceptions: Command, context: CommandContext): void {
  addMove(exceptions, "take", "Says that you look after these exceptions.", [
    "exceptions take '#1004'",
    "exceptions take '#1004' '#1010' --by anna --take-over",
  ])
    .option("--take-over", "also those that somebody else has taken")
    .action((named: string[], { takeOver, ...flags }: Flags & { readonly takeOver?: true }) =>
      act(context, named, flags, { what: "take", ...withNote(flags), ...(takeOver === true ? { takeOver } : {}) }),
    );
  addMove(exceptions, "give-back", "Says that you do not look after them any more.", [
    "exceptions give-back '#1004' --note 'Off until Monday'",
  ]).action((named: string[], flags: Flags) => act(context, named, flags, { what: "give-back", ...withNote(flags) }));
  addMove(exceptions, "snooze", "Puts them aside for a while. They come back earlier when they get more pressing.", [
    "exceptions snooze '#1004' --until 2h",
    "exceptions snooze '#1004' --until 2026-11-24T17:00+01:00 --note 'Item arrives at five'",
  ])
    .requiredOption("--until <when>", "time from now (30m, 2h, 1d), or a moment with its time zone", (text: string) =>
      readUntil(text, Date.now()),
    )
    .action((named: string[], { until, ...flags }: Flags & { readonly until: string }) =>
      act(context, named, flags, { what: "snooze", until, ...withNote(flags) }),
    );
  addMove(
    exceptions,
    "resolve",
    "Says that they are done, and how.",
    ["exceptions resolve '#1004' --note 'Parcel repacked by hand'"],
    { needsNote: true },
  ).action((named: string[], flags: Flags & { readonly note: string }) =>
    act(context, named, flags, { what: "resolve", by: flags.by, note: flags.note }),
  );
  addRetry(exceptions, context);
}

function addRetry(exceptions: Command, context: CommandContext): void {
  addMove(exceptions, "retry", "Looks at their orders again: replays the run that saw each exception last.", [
    "exceptions retry '#1004'",
    "exceptions retry '#1004' '#1010' --note 'SKU was added' --no-wait",
  ])
    .option("--no-wait", "do not wait for the end of the runs, when LastEdit is running")
    .action(async (named: string[], { by, note, wait, json = false }: Flags & { readonly wait: boolean }) => {
      const results = await withBackend(context, async (backend, remote) => {
        const { ids, unknown } = namedExceptions(named, await backend.exceptions({}));
        // Without another process, it is this one that runs them.
        const options = { by, waits: wait || !remote, ...(note === undefined ? {} : { note }) };
        return [...(await retryExceptions(backend, ids, options)), ...unknown];
      });
      context.print(results, retriesInWords(results), { json });
      if (results.some((result) => !result.ok || result.run.status === "failed")) process.exitCode = 1;
    });
}

function addMove(
  parent: Command,
  name: string,
  description: string,
  examples: readonly string[],
  { needsNote = false } = {},
): Command {
  const command = addCommand(parent, `${name} ${WHICH}`, description, examples);
  const me = personHere();
  if (me === "") command.requiredOption("--by <name>", "who does this; kept in the history");
  else command.option("--by <name>", "who does this; kept in the history", me);
  return needsNote
    ? command.requiredOption("--note <text>", "how it was resolved; kept in the history")
    : command.option("--note <text>", "kept in the history");
}

function withNote({ by, note }: Flags): { by: string; note?: string } {
  return { by, ...(note === undefined ? {} : { note }) };
}

/** Ends with 1 when any was refused. */
async function act(
  context: CommandContext,
  named: readonly string[],
  { json = false }: Flags,
  move: PersonMove,
): Promise<void> {
  const results = await withBackend(context, async (backend) => {
    const { ids, unknown } = namedExceptions(named, await backend.exceptions({}));
    return [...(ids.length === 0 ? [] : await backend.actOnExceptions(ids, move)), ...unknown];
  });
  context.print(results, movesInWords(results), { json });
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
}

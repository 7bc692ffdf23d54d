import type { Command } from "commander";
import { addCommand, wholeNumber, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { personHere } from "../exceptions/person-here.ts";
import { readUntil } from "../exceptions/read-until.ts";
import { RefusedError } from "../local-api/backend.ts";
import type { Backend } from "../local-api/backend.ts";
import type { Cancelled } from "../local-api/engine-desk.ts";
import { timeInWords } from "../story/words.ts";

interface Flags {
  readonly by: string;
  readonly because: string;
  readonly json?: boolean;
}

const SCOPES = {
  recipe: "recipe",
  connection: "connection",
  order: "order",
} as const;
type Scope = keyof typeof SCOPES;

/** Commands with which people steer the engine. All processes obey within seconds. */
export function addControlCommands(program: Command, context: CommandContext): void {
  const what = "<recipe|connection|order> <name>";
  addMove(
    program,
    `pause ${what}`,
    "Pauses a recipe, a connection or an order: events go on being taken in, runs wait.",
    [
      "pause recipe send-order-edit-to-warehouse --because 'Stocktake until noon'",
      "pause connection warehouse --until 2h --because 'Peoplevox maintenance'",
      "pause order '#1004' --because 'Customer service looks at it'",
    ],
  )
    .option("--until <when>", "when it ends by itself: 30m, 2h, 1d, or a moment with its time zone", (text: string) =>
      readUntil(text, Date.now()),
    )
    .action(async (scope: string, name: string, { until, ...flags }: Flags & { readonly until?: string }) => {
      const move = { scope: scopeOf(scope), name, by: flags.by, because: flags.because };
      const control = await withBackend(context, async (backend) => {
        await refuseUnknown(context, backend, move);
        return backend.pause({ ...move, ...(until === undefined ? {} : { until }) });
      });
      const end = control.until === null ? "" : ` until ${timeInWords(control.until)}`;
      const words = `Paused ${scope} ${control.name}${end}. Events go on being taken in; their runs wait. Resume it with: lastedit resume ${scope} ${quoted(name)}`;
      context.print(control, words, flags);
    });

  addMove(program, `resume ${what}`, "Ends a pause: what waited is run, once per order and with its latest state.", [
    "resume recipe send-order-edit-to-warehouse",
  ]).action(async (scope: string, name: string, flags: Flags) => {
    const move = { scope: scopeOf(scope), name, by: flags.by, because: flags.because };
    const wasPaused = await withBackend(context, (backend) => backend.resume(move));
    if (!wasPaused) throw new RefusedError(`The ${scope} ${name} is not paused. Nothing was changed.`);
    context.print({ scope, name, wasPaused }, `Resumed ${scope} ${name}.`, flags);
  });

  addMove(program, "cancel [run]", "Cancels a run, or with --order all unfinished runs of an order.", [
    "cancel 17 --because 'Wrong event'",
    "cancel --order '#1004'",
  ])
    .option("--order <name>", "all unfinished runs of this order")
    .action(async (run: string | undefined, { order, ...flags }: Flags & { readonly order?: string }) => {
      if ((run === undefined) === (order === undefined))
        throw new RefusedError("Expected the number of a run, or --order with an order. Nothing was changed.");
      const who = { by: flags.by, because: flags.because };
      const target = order === undefined ? { runId: wholeNumber(run ?? "") } : { order };
      const cancelled = await withBackend(context, (backend) => backend.cancel({ ...who, ...target }));
      context.print(cancelled, cancelledInWords(cancelled, order), flags);
    });

  addMove(program, "stop-everything", "Pauses all: nothing is run until resume-everything. Steps under way finish.", [
    "stop-everything --because 'Wrong prices went out'",
  ]).action(async ({ by, because, ...flags }: Flags) => {
    const control = await withBackend(context, (backend) =>
      backend.pause({ scope: "everything", name: "", by, because }),
    );
    const words =
      "Stopped everything. Steps under way finish; events go on being taken in. Go on with: lastedit resume-everything";
    context.print(control, words, flags);
  });

  addMove(program, "resume-everything", "Goes on after stop-everything.", ["resume-everything"]).action(
    async ({ by, because, ...flags }: Flags) => {
      const move = { scope: "everything", name: "", by, because } as const;
      const wasPaused = await withBackend(context, (backend) => backend.resume(move));
      if (!wasPaused) throw new RefusedError("Nothing was stopped. Nothing was changed.");
      context.print({ wasPaused }, "Everything goes on.", flags);
    },
  );
}

function addMove(program: Command, name: string, description: string, examples: readonly string[]): Command {
  return addCommand(program, name, description, examples)
    .option("--because <why>", "why, for whoever asks later", "")
    .option("--by <who>", "who does it, when it is not you", personHere() || "somebody");
}

function scopeOf(text: string): Scope {
  if (text in SCOPES) return text as Scope;
  throw new RefusedError(`"${text}" cannot be paused; expected recipe, connection or order. Nothing was changed.`);
}

/** A pause under a mistyped name would hold nothing back, and nobody would notice. */
async function refuseUnknown(
  context: CommandContext,
  backend: Backend,
  { scope, name }: { readonly scope: Scope; readonly name: string },
): Promise<void> {
  if (scope === "recipe") {
    const { readRecipeViews, viewNamed } = await import("../recipes/recipe-view.ts");
    viewNamed(await readRecipeViews(context, backend), name);
  }
  if (scope === "connection") {
    const { connections } = await backend.recipeSetup();
    if (!connections.includes(name))
      throw new RefusedError(
        `There is no connection "${name}". There is ${connections.join(", ") || "none"}. Nothing was changed.`,
      );
  }
}

const OUTCOME_WORDS = {
  cancelled: "is cancelled",
  asked: "is running and ends before its next step",
  over: "had ended already",
  unknown: "is not known",
} as const satisfies Record<Cancelled["outcome"], string>;

function cancelledInWords(cancelled: readonly Cancelled[], order: string | undefined): string {
  if (cancelled.length === 0) return `Order ${order ?? ""} has no unfinished run. Nothing was changed.`;
  return cancelled.map(({ runId, outcome }) => `Run ${runId} ${OUTCOME_WORDS[outcome]}.`).join("\n");
}

function quoted(name: string): string {
  return /^[\w-]+$/.test(name) ? name : `'${name}'`;
}

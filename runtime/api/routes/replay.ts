import { addReplay, askStop, countItems, listItems, listReplays, readReplay } from "../../replay/replay-store.ts";
import type { NewReplay, Replay } from "../../replay/replay-store.ts";
import { diffTexts } from "../../recipes/versions/index.ts";
import { findRun } from "../../store/runs/read-runs.ts";
import type { Run } from "../../store/runs/run.ts";
import type { ApiContext } from "../api-context.ts";
import { ApiError, notFound, refused } from "../api-error.ts";
import type { REPLAY } from "../contract/replay.ts";
import type { ReplayJob } from "../contract/replay.ts";
import type { AnswerOf } from "../contract/route-table.ts";
import type { WouldSend } from "../contract/editing.ts";
import type { Handlers } from "../handlers.ts";
import { runDryTest } from "../recipes/dry-tests.ts";
import { openEditingDoors } from "../recipes/editing-doors.ts";
import { openReplays } from "../replay/open-replays.ts";
import { isMasked } from "../replay/replay-desk.ts";
import type { Version } from "../replay/replay-desk.ts";

type PreviewItem = AnswerOf<typeof REPLAY.preview>["items"][number];

const NOT_LOOKED: PreviewItem["now"] = { words: null, problem: null };

export function replayRoutes(context: ApiContext): Handlers<typeof REPLAY> {
  const { store } = context;
  const { database, vault } = store;
  const doors = openEditingDoors(context);
  const { desk, keeper } = openReplays(context);

  async function jobOf(replay: Replay): Promise<ReplayJob> {
    const { total, done, failed, outcomes } = await countItems(database, replay.id);
    const spentMs = (replay.finishedAt ?? new Date()).getTime() - replay.startedAt.getTime();
    const going = replay.finishedAt === null;
    return {
      id: replay.id,
      kind: replay.kind,
      recipe: replay.recipe,
      status: replay.status,
      by: replay.by,
      because: replay.because,
      startedAt: replay.startedAt.toISOString(),
      finishedAt: replay.finishedAt?.toISOString() ?? null,
      total,
      done,
      failed,
      outcomes: { ...outcomes },
      wouldSend: replay.kind === "time-travel" ? await sentByKind(replay.id) : {},
      remainingMs: !going ? 0 : done === 0 ? null : Math.round((spentMs / done) * (total - done)),
    };
  }

  async function sentByKind(id: number): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { resultSealed } of await listItems(database, id, { limit: 1_000, after: 0, onlyChanged: false })) {
      for (const { system, what } of sentOf(resultSealed)) {
        const kind = `${system}: ${what.replace(/, \d+ rows?.*$/, "").replace(/ the record .*$/, " a record")}`;
        counts[kind] = (counts[kind] ?? 0) + 1;
      }
    }
    return counts;
  }

  const sentOf = (sealed: string | null): WouldSend[] =>
    sealed === null ? [] : (JSON.parse(vault.open(sealed)) as WouldSend[]);

  async function begin(replay: NewReplay): Promise<ReplayJob> {
    if (replay.runs.length === 0) throw refused("No run fits. Nothing was started.");
    const made = await database.transaction((tx) => addReplay(tx, vault, replay));
    keeper.wake();
    return jobOf(made);
  }

  async function named(id: number): Promise<Replay> {
    const found = await readReplay(database, id);
    if (found === null) throw notFound(`replay ${id}`);
    return found;
  }

  async function preview(run: Run, version: Version, dry: boolean): Promise<PreviewItem> {
    const item = {
      runId: run.id,
      recipe: run.recipe,
      orderName: run.orderName,
      status: run.status,
      outcome: run.status === "succeeded" ? run.outcome : null,
      queuedAt: run.queuedAt.toISOString(),
      then: NOT_LOOKED,
      now: NOT_LOOKED,
      peoplevox: NOT_LOOKED,
      wouldSend: null,
      outcomeNow: null,
    };
    try {
      const { detail } = await desk.past(run.id);
      await desk.refuseUnlessReady(run, version);
      const then = { words: saidBy(detail.steps, "shopify-get-current-order"), problem: null };
      if (!dry) return { ...item, refused: null, then };
      const { folder, published } = await doors.desk.texts(run.recipe);
      const text = version === "original" ? (await desk.originalText(run.id))?.text : published?.text;
      if (text === undefined) throw refused(`The recipe "${run.recipe}" has no text in force. Nothing was started.`);
      const against = { what: "run", runId: run.id } as const;
      const test = { name: run.recipe, folder, text, against, until: null, reuseEarlier: false };
      const result = await runDryTest(context, doors, test);
      const problem = result.status === "failed" ? result.summary : null;
      return {
        ...item,
        refused: null,
        then,
        now: { words: saidBy(result.steps, "shopify-get-current-order"), problem },
        peoplevox: { words: saidBy(result.steps, "peoplevox-check-sales-order-status"), problem: null },
        wouldSend: result.wouldSend,
        outcomeNow: result.status === "failed" ? "failed" : (result.outcome ?? "nothing-to-do"),
      };
    } catch (error) {
      if (error instanceof ApiError) return { ...item, refused: error.message };
      throw error;
    }
  }

  return {
    async retry({ params, body, audit }) {
      const past = await desk.past(params.id);
      const given = "input" in body && body.input !== undefined ? { given: body.input } : null;
      const fromStep = body.fromStep ?? null;
      const { runId, reused } = await desk.start(past, { version: body.version, fromStep, input: given });
      const inputDiff = given === null ? [] : diffTexts(pretty(past.seen), pretty(given.given));
      audit({
        subject: `run ${params.id}`,
        after: { runId, fromStep, version: body.version, because: body.because, inputDiff },
      });
      return { runId, version: body.version, reused: [...reused], inputDiff };
    },

    async input({ params }) {
      const past = await desk.past(params.id);
      const failed = past.detail.steps.findLast(({ status }) => status === "failed" || status === "interrupted");
      const kept = await desk.keptSteps(params.id);
      const ended = past.detail.run.status === "failed";
      return {
        event: past.seen,
        masked: isMasked(past),
        fromSteps: ended ? [...new Set([...kept, ...(failed === undefined ? [] : [failed.namespace])])] : [],
        failedStep: ended ? (failed?.namespace ?? null) : null,
        originalVersion: (await desk.originalText(params.id)) !== null,
      };
    },

    async preview({ body }) {
      const { runs, more } = await desk.chosen(body.choose);
      const items: PreviewItem[] = [];
      for (const [index, run] of runs.entries()) items.push(await preview(run, body.version, index < body.dryRuns));
      return { total: runs.length, items, more };
    },

    async start({ body, person, audit }) {
      const { runs } = await desk.chosen(body.choose);
      const ended = runs.filter(({ status }) => status !== "waiting" && status !== "running");
      const job = await begin({
        kind: "replay",
        recipe: null,
        text: null,
        version: body.version,
        by: person.name,
        because: body.because,
        runs: ended.map((run) => ({ id: run.id, outcome: outcomeOf(run) })),
      });
      audit({ subject: `replay ${job.id}`, after: { runs: job.total, version: body.version, because: body.because } });
      return job;
    },

    async timeTravel({ body, person, audit }) {
      const { working } = await doors.desk.texts(body.recipe);
      const choose =
        "ids" in body.choose ? body.choose : { ...body.choose, filter: { recipe: body.recipe, ...body.choose.filter } };
      const { runs } = await desk.chosen(choose);
      const job = await begin({
        kind: "time-travel",
        recipe: body.recipe,
        text: body.yaml ?? working,
        version: "latest",
        by: person.name,
        because: body.because,
        runs: runs.map((run) => ({ id: run.id, outcome: outcomeOf(run) })),
      });
      audit({ subject: `time travel ${job.id}`, after: { runs: job.total, recipe: body.recipe } });
      return job;
    },

    async list({ query }) {
      const found = await listReplays(database, query.limit + 1, query.before ?? null);
      const page = found.slice(0, query.limit);
      const next = found.length > query.limit ? String(page.at(-1)?.id) : null;
      return { items: await Promise.all(page.map(jobOf)), next };
    },

    get: async ({ params }) => jobOf(await named(params.id)),

    async items({ params, query }) {
      await named(params.id);
      const { limit, onlyChanged, before: after = 0 } = query;
      const found = await listItems(database, params.id, { limit: limit + 1, after, onlyChanged });
      const items = await Promise.all(
        found.slice(0, limit).map(async ({ position, resultSealed, ...item }) => ({
          ...item,
          id: position,
          orderName: (await findRun(database, item.runId))?.run.orderName ?? null,
          wouldSend: sentOf(resultSealed),
        })),
      );
      return { items, next: found.length > limit ? String(items.at(-1)?.id) : null };
    },

    async stop({ params }) {
      await named(params.id);
      await askStop(database, params.id);
      keeper.wake();
      return jobOf(await named(params.id));
    },
  };
}

function outcomeOf(run: Run): string {
  return run.status === "succeeded" ? run.outcome : run.status;
}

/** What the step of a component said of the order; `null` when there is none. */
function saidBy(
  steps: readonly { readonly uses: string; readonly summary: string | null }[],
  key: string,
): string | null {
  return steps.findLast(({ uses, summary }) => uses.startsWith(`${key}@`) && summary !== "")?.summary ?? null;
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

import { ReplayKeeper } from "../../replay/replay-keeper.ts";
import { changeItem } from "../../replay/replay-store.ts";
import type { ItemChange, Replay, ReplayItem } from "../../replay/replay-store.ts";
import type { ApiContext } from "../api-context.ts";
import { runDryTest } from "../recipes/dry-tests.ts";
import { openEditingDoors } from "../recipes/editing-doors.ts";
import { ReplayDesk } from "./replay-desk.ts";

export interface Replays {
  readonly desk: ReplayDesk;
  readonly keeper: ReplayKeeper;
}

/** Lets this process work bulk replays and time travels off. */
export function openReplays(context: ApiContext): Replays {
  const { store, onTrouble } = context;
  const { database, vault } = store;
  const desk = new ReplayDesk(context);
  const doors = openEditingDoors(context);

  async function replay({ id, version }: Replay, { runId, position }: ReplayItem): Promise<ItemChange> {
    const past = await desk.past(runId);
    const started = await desk.start(past, {
      version,
      fromStep: null,
      input: null,
      // With the run, so that a process that dies in between does not start it twice.
      alsoStore: (tx, newRunId) => changeItem(tx, id, position, { state: "started", newRunId }),
    });
    return { state: "started", newRunId: started.runId };
  }

  async function travel(job: Replay, { runId }: ReplayItem, text: string): Promise<ItemChange> {
    const name = job.recipe ?? "";
    const { folder } = await doors.desk.texts(name);
    const against = { what: "run", runId } as const;
    const result = await runDryTest(context, doors, { name, folder, text, against, until: null, reuseEarlier: false });
    return {
      state: result.status === "succeeded" ? "done" : "failed",
      outcomeNow: result.status === "succeeded" ? (result.outcome ?? "nothing-to-do") : "failed",
      summary: result.summary,
      wouldSend: result.wouldSend.length,
      resultSealed: vault.seal(JSON.stringify(result.wouldSend)),
    };
  }

  const keeper = new ReplayKeeper({ database, vault, replay, travel, onTrouble });
  doors.onClose(() => keeper.stop());
  return { desk, keeper };
}

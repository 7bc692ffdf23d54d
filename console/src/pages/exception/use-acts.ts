import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { ActResult, ExceptionItem } from "../../../../runtime/api/contract/exceptions.ts";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { showDone, showProblem } from "../../parts/notices.tsx";
import { TAKE_OVER } from "../../words/exception-acts.ts";
import type { ActWords } from "../../words/exception-acts.ts";
import { withMoments } from "../../words/moments.ts";
import { actOf, NOTHING_GIVEN } from "./act-of.ts";
import type { ActGiven } from "./act-of.ts";

type Item = Pick<ExceptionItem, "id" | "orderName" | "state">;

/** An act that waits for what it asks for. */
export interface PendingAct {
  readonly words: ActWords;
  readonly on: readonly Item[];
}

export interface NamedResult extends ActResult {
  readonly orderName: string;
}

export interface Acts {
  readonly pending: PendingAct | null;
  readonly busy: boolean;
  /** Of an act on several, one each; null when there is nothing to tell. */
  readonly results: readonly NamedResult[] | null;
  /** Does it at once, or asks first. */
  readonly begin: (words: ActWords, on: readonly Item[]) => void;
  readonly confirm: (given: ActGiven) => void;
  readonly close: () => void;
  readonly closeResults: () => void;
}

/** The runtime takes this many at once. */
const AT_ONCE = 200;

/**
 * What people do with exceptions: asked for where something must be said first, told afterwards, and taken back where
 * that is possible.
 *
 * @param onDone - Called when the runtime has answered
 */
export function useActs(onDone?: () => void): Acts {
  const { user, installation } = useSession();
  const { name } = user;
  const client = useQueryClient();
  const [pending, setPending] = useState<PendingAct | null>(null);
  const [results, setResults] = useState<readonly NamedResult[] | null>(null);
  const readAgain = (): void => {
    // The live event says so too, a moment later; whoever pressed a key looks at it now.
    for (const path of ["/exceptions", "/exceptions/:id"]) void client.invalidateQueries({ queryKey: [path] });
  };
  const { mutate, isPending: busy } = useMutation({
    mutationFn: carryOut,
    onSuccess: (answers) => {
      const told = answers.map((each) => ({ ...each, because: withMoments(each.because, installation.timeZone) }));
      setPending(null);
      readAgain();
      onDone?.();
      const [only] = told;
      if (told.length > 1) setResults(told);
      else if (only?.ok === true) showDone(`${only.orderName}: ${only.because}`, undoOf(only, readAgain));
      else showProblem(new Error(only?.because ?? "The runtime gave no answer."));
    },
    onError: showProblem,
  });
  const begin = useCallback(
    (asked: ActWords, on: readonly Item[]) => {
      const others = on.some(({ state }) => state.is === "taken" && state.by !== name);
      const words = asked.act === "take" && others ? TAKE_OVER : asked;
      if (words.asks === "nothing") mutate({ words, on, given: NOTHING_GIVEN });
      else setPending({ words, on });
    },
    [mutate, name],
  );
  return {
    pending,
    busy,
    results,
    begin,
    confirm: (given) => {
      if (pending !== null) mutate({ ...pending, given });
    },
    close: () => setPending(null),
    closeResults: () => setResults(null),
  };
}

async function carryOut({ words, on, given }: PendingAct & { readonly given: ActGiven }): Promise<NamedResult[]> {
  const act = actOf(words, given);
  const [only] = on;
  if (on.length === 1 && only !== undefined) {
    return [
      { ...(await api.post("/exceptions/:id/act", { params: { id: only.id }, body: act })), orderName: only.orderName },
    ];
  }
  const names = new Map(on.map(({ id, orderName }) => [id, orderName]));
  const all: NamedResult[] = [];
  for (let at = 0; at < on.length; at += AT_ONCE) {
    const ids = on.slice(at, at + AT_ONCE).map(({ id }) => id);
    const { results } = await api.post("/exceptions/bulk", { body: { ids, act } });
    all.push(...results.map((result) => ({ ...result, orderName: names.get(result.id) ?? result.id })));
  }
  return all;
}

/** Takes one back; undefined where nothing can. */
function undoOf({ id, undo }: ActResult, then: () => void): (() => Promise<unknown>) | undefined {
  return undo === null ? undefined : () => takeBack([{ id, undo }]).finally(then);
}

/** @throws {Error} With what the runtime said about those that were not taken back */
export async function takeBack(results: readonly Pick<ActResult, "id" | "undo">[]): Promise<void> {
  const refusals: string[] = [];
  for (const { id, undo } of results) {
    if (undo === null) continue;
    const { ok, because } = await api.post("/exceptions/:id/act", { params: { id }, body: undo });
    if (!ok) refusals.push(because);
  }
  if (refusals.length > 0) throw new Error(refusals.join(" "));
}

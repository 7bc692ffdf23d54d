import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { RecipeDocument, RecipeOperation } from "../../../../../runtime/api/contract/recipe-parts.ts";
import { api } from "../../../api/api.ts";
import { ApiError } from "../../../api/api-error.ts";
import { answerQuery } from "../../../api/queries.ts";
import { showProblem } from "../../../parts/notices.tsx";

export type Change =
  | { readonly operations: RecipeOperation[] }
  /** `base`: hash of the text that it was made from. */
  | { readonly yaml: string; readonly base?: string };

export interface Saving {
  /** Saves a change to the draft, after those before it. @returns null when it was not saved */
  readonly save: (change: Change) => Promise<RecipeDocument | null>;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly busy: boolean;
  /** A change that was not saved, since somebody else had changed the recipe. */
  readonly refused: Change | null;
  /** Saves the refused change on what is there now, or lets it go. */
  readonly settle: (how: "save" | "drop") => void;
  /** How often a refused change was let go. */
  readonly drops: number;
}

const MOST_REMEMBERED = 100;

/** Saves each change at once, one after the other, and remembers the texts before them. */
export function useSaving(name: string): Saving {
  const client = useQueryClient();
  const { queryKey } = answerQuery("/recipes/:name", { params: { name } });
  const tail = useRef<Promise<unknown>>(Promise.resolve());
  const [open, setOpen] = useState(0);
  const [past, setPast] = useState<readonly string[]>([]);
  const [future, setFuture] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState<Change | null>(null);
  const [drops, setDrops] = useState(0);

  const current = (): RecipeDocument | undefined => client.getQueryData(queryKey);

  const put = async (change: Change): Promise<RecipeDocument | null> => {
    const base = ("base" in change ? change.base : undefined) ?? current()?.hash;
    const given = "yaml" in change ? { yaml: change.yaml } : { operations: change.operations };
    try {
      const now = await api.put("/recipes/:name/draft", {
        params: { name },
        body: { ...given, ...(base === undefined ? {} : { base }) },
      });
      client.setQueryData(queryKey, now);
      void client.invalidateQueries({ queryKey: ["/recipes"] });
      return now;
    } catch (error) {
      if (error instanceof ApiError && error.code === "changed-since") {
        // The person decides with the other's text on the screen.
        await client.invalidateQueries({ queryKey });
        setRefused(change);
      } else showProblem(error);
      return null;
    }
  };

  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    setOpen((count) => count + 1);
    const result = tail.current.then(act).finally(() => setOpen((count) => count - 1));
    tail.current = result.catch(() => undefined);
    return result;
  };

  const save = (change: Change): Promise<RecipeDocument | null> =>
    inTurn(async () => {
      const before = current()?.yaml;
      const now = await put(change);
      if (now !== null && before !== undefined && before !== now.yaml) {
        setPast((texts) => [...texts, before].slice(-MOST_REMEMBERED));
        setFuture([]);
      }
      return now;
    });

  const step = (from: readonly string[], setFrom: typeof setPast, setTo: typeof setPast): void => {
    const text = from.at(-1);
    if (text === undefined) return;
    void inTurn(async () => {
      const before = current()?.yaml;
      if ((await put({ yaml: text })) === null) return;
      setFrom((texts) => texts.slice(0, -1));
      if (before !== undefined) setTo((texts) => [...texts, before]);
    });
  };

  const settle = (how: "save" | "drop"): void => {
    setRefused(null);
    if (how === "drop") setDrops((count) => count + 1);
    else if (refused !== null) void save("yaml" in refused ? { yaml: refused.yaml } : refused);
  };

  return {
    save,
    undo: () => step(past, setPast, setFuture),
    redo: () => step(future, setFuture, setPast),
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    busy: open > 0,
    refused,
    settle,
    drops,
  };
}

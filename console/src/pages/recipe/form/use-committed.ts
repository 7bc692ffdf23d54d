import { useEffect, useRef, useState } from "react";

const COMMIT_AFTER_MS = 900;

interface Committed {
  readonly text: string;
  readonly type: (text: string) => void;
  /** Saves at once what was typed, as on leaving the field. */
  readonly flush: () => void;
}

/**
 * A field that somebody types in: saved after a pause and on leaving. What is saved elsewhere meanwhile is shown.
 *
 * @param options - `onlyOnLeaving`: for a text that is wrong until it is complete
 */
export function useCommitted(
  saved: string,
  commit: (text: string) => void,
  { onlyOnLeaving = false }: { readonly onlyOnLeaving?: boolean } = {},
): Committed {
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: string } | null>(null);
  const latest = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = (): void => {
    clearTimeout(timer.current);
    const text = latest.current;
    latest.current = null;
    if (text !== null && text !== saved) commit(text);
  };
  const flushLatest = useRef(flush);
  useEffect(() => {
    flushLatest.current = flush;
  });
  useEffect(() => () => flushLatest.current(), []);
  return {
    text: typed !== null && typed.over === saved ? typed.text : saved,
    type(text) {
      latest.current = text;
      setTyped({ text, over: saved });
      clearTimeout(timer.current);
      if (!onlyOnLeaving) timer.current = setTimeout(() => flushLatest.current(), COMMIT_AFTER_MS);
    },
    flush,
  };
}

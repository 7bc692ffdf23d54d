import { useEffect, useRef, useState } from "react";
import { useEditor } from "../document/editor.tsx";

const SAVE_AFTER_MS = 1_200;

interface Typed {
  readonly text: string;
  /** Hash of the text that it was made from. */
  readonly base: string;
  /** How often a refused change had been let go when it was typed. */
  readonly drops: number;
}

interface TypedText {
  readonly shown: string;
  /** Something is not saved yet. */
  readonly unsaved: boolean;
  readonly type: (text: string) => void;
  /** Saves at once what was typed. */
  readonly keep: () => void;
}

/** The recipe's text as somebody types it: saved after a pause, on leaving, and never over another person's. */
export function useTypedText(): TypedText {
  const { recipe, save, drops } = useEditor();
  const [typed, setTyped] = useState<Typed | null>(null);
  const latest = useRef<Typed | null>(null);
  const sending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const set = (now: Typed | null): void => {
    latest.current = now;
    setTyped(now);
  };
  const keep = async (): Promise<void> => {
    clearTimeout(timer.current);
    const now = latest.current;
    if (now === null || sending.current || now.drops !== drops || now.text === recipe.yaml) return;
    sending.current = true;
    const saved = await save({ yaml: now.text, base: now.base });
    sending.current = false;
    if (saved === null) return;
    const later = latest.current;
    set(later === null || later.text === now.text ? null : { ...later, base: saved.hash });
    void keepLatest.current();
  };
  const keepLatest = useRef(keep);
  useEffect(() => {
    keepLatest.current = keep;
  });
  // What was typed last is saved when somebody leaves the view.
  useEffect(() => () => void keepLatest.current(), []);

  const isCurrent = typed !== null && typed.drops === drops && typed.text !== recipe.yaml;
  return {
    shown: isCurrent ? typed.text : recipe.yaml,
    unsaved: isCurrent,
    type(text) {
      set({ text, base: isCurrent ? typed.base : recipe.hash, drops });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keepLatest.current(), SAVE_AFTER_MS);
    },
    keep: () => void keep(),
  };
}

import { useEffect } from "react";
import type { ExceptionItem } from "../../../../runtime/api/contract/exceptions.ts";
import { isBusy, secondKey } from "../../app/shell/use-shell-shortcuts.ts";
import { ACTS } from "../../words/exception-acts.ts";
import type { ActWords } from "../../words/exception-acts.ts";

interface Given {
  readonly rows: readonly ExceptionItem[];
  readonly selected: readonly ExceptionItem[];
  /** The one whose details are shown. */
  readonly shown: string | undefined;
  readonly onAct: (act: ActWords, on: readonly ExceptionItem[]) => void;
}

/** `t`, `s`, `n`, `r`, `a`: for the selected ones; else for the row in focus; else for the one that is shown. */
export function useActKeys({ rows, selected, shown, onAct }: Given): void {
  useEffect(() => {
    const isSecond = secondKey();
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      // After `g` the next key is the name of a page.
      if (isSecond(event)) return;
      const act = ACTS.find(({ key }) => key === event.key);
      const on = selected.length > 0 ? selected : rows.filter((row) => row === (inFocus(rows) ?? byId(rows, shown)));
      if (act === undefined || on.length === 0) return;
      event.preventDefault();
      onAct(act, on);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [rows, selected, shown, onAct]);
}

function byId(rows: readonly ExceptionItem[], id: string | undefined): ExceptionItem | undefined {
  return rows.find((row) => row.id === id);
}

/** The row that has the focus, by its place in the table. */
function inFocus(rows: readonly ExceptionItem[]): ExceptionItem | undefined {
  return byId(rows, document.activeElement?.closest<HTMLElement>("[data-row-key]")?.dataset["rowKey"]);
}

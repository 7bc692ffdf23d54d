import { useEffect } from "react";
import type { RefObject } from "react";
import { isBusy } from "../app/shell/use-shell-shortcuts.ts";

/** `j` and `k` move from row to row, `x` selects the row; Enter follows its link, as everywhere. */
export function useRowKeys(table: RefObject<HTMLTableElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (table.current === null || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const links = [...table.current.querySelectorAll<HTMLElement>("[data-row-link]")];
      const row = document.activeElement?.closest("tr") ?? null;
      const at = links.findIndex((link) => row?.contains(link) === true);
      if (event.key === "x") row?.querySelector<HTMLElement>("[data-row-check]")?.click();
      const step = { j: 1, k: -1 }[event.key];
      if (step === undefined) return;
      const next = links[at === -1 ? 0 : Math.max(0, Math.min(links.length - 1, at + step))];
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [table]);
}

import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { NAVIGATION } from "./navigation-items.ts";

interface Actions {
  readonly search: () => void;
  readonly help: () => void;
}

/** After `g`, the key of a page is waited for this long. */
const SECOND_KEY_MS = 1_500;

/** Tells whether a key is the second one, after `g`. */
export function secondKey(): (event: KeyboardEvent) => boolean {
  let goSince = Number.NEGATIVE_INFINITY;
  return ({ key, timeStamp }) => {
    const isSecond = timeStamp - goSince < SECOND_KEY_MS;
    goSince = key === "g" && !isSecond ? timeStamp : Number.NEGATIVE_INFINITY;
    return isSecond;
  };
}

/** Keys of the whole console. Single keys count only while nobody is typing and nothing is open. */
export function useShellShortcuts({ search, help }: Actions): void {
  const navigate = useNavigate();
  useEffect(() => {
    const isSecond = secondKey();
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        search();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const page = isSecond(event) ? NAVIGATION.find(({ key }) => key === event.key) : undefined;
      if (page !== undefined) {
        event.preventDefault();
        void navigate({ to: page.to });
      } else if (event.key === "/") {
        event.preventDefault();
        search();
      } else if (event.key === "?") help();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate, search, help]);
}

/** A checkbox takes no text: keys go on after it was pressed. */
const TYPED_INTO = 'input:not([type="checkbox"], [type="radio"]), textarea, select';

/** Whether somebody types there, or a dialog is open. */
export function isBusy(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED_INTO))) return true;
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

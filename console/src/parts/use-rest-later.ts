import { useDeferredValue, useEffect, useState } from "react";

/** Whether nothing of the console has been shown yet. */
let isFirstPage = true;

/**
 * How much of something long is made now. On the page with which somebody comes to the console it is at first only what
 * fits on a screen, so that it can be used; then all of it, without holding up what is pressed meanwhile. On later pages
 * all of it at once: who goes back finds a list scrolled as it was.
 *
 * @param first - How much is made at first
 * @returns `first`, then Infinity
 */
export function useRestLater(first: number): number {
  const [atFirst] = useState(() => (isFirstPage ? first : Number.POSITIVE_INFINITY));
  useEffect(() => {
    isFirstPage = false;
  }, []);
  return useDeferredValue(Number.POSITIVE_INFINITY, atFirst);
}

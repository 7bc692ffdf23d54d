import { useEffect, useState } from "react";

/**
 * Stands in a dialog that comes and goes with what it asks: once it has gone, the focus is where it was before, and not
 * nowhere. Where that place is gone too, the page has it.
 */
export function FocusBack() {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog's own work: whatever has taken the focus by then keeps it.
      window.setTimeout(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        const place =
          before?.isConnected === true && before !== document.body ? before : document.getElementById("main");
        if (place instanceof HTMLElement) place.focus({ preventScroll: true });
      });
    },
    [before],
  );
  return null;
}

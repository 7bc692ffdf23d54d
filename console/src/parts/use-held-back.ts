import { useState } from "react";

interface HeldBack<Row> {
  readonly rows: readonly Row[];
  /** Rows that came meanwhile; shown when the person asks for them. */
  readonly waiting: number;
  readonly show: () => void;
}

/**
 * Live updates change the rows that are there, but add none: nothing moves under the pointer.
 *
 * @param token - Changes when other rows are asked for: another filter, one more page. Then all are shown.
 */
export function useHeldBack<Row>(all: readonly Row[], rowKey: (row: Row) => string, token: string): HeldBack<Row> {
  const [shown, setShown] = useState<{ readonly token: string; readonly keys: ReadonlySet<string> } | null>(null);
  const show = (): void => setShown({ token, keys: new Set(all.map(rowKey)) });
  // In an empty list nothing can move.
  if (shown?.token !== token || (shown.keys.size === 0 && all.length > 0)) {
    show();
    return { rows: all, waiting: 0, show };
  }
  const rows = all.filter((row) => shown.keys.has(rowKey(row)));
  return { rows, waiting: all.length - rows.length, show };
}

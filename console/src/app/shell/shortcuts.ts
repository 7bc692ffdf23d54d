import { ACTS } from "../../words/exception-acts.ts";

/** Keys that do something everywhere. */
export const SHELL_SHORTCUTS = [
  { keys: ["/"], does: "Find an order" },
  { keys: ["Ctrl", "K"], does: "Find an order, also while typing" },
  { keys: ["?"], does: "Show this list" },
  { keys: ["Esc"], does: "Close what is open" },
] as const;

/** In every list. */
export const LIST_SHORTCUTS = [
  { keys: ["j"], does: "Next row" },
  { keys: ["k"], does: "Previous row" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["x"], does: "Select the row, where rows can be selected" },
] as const;

/** In the exception queue: for the selected ones, or the one in focus, or the one that is shown. */
export const QUEUE_SHORTCUTS = ACTS.flatMap(({ key, label }) =>
  key === undefined ? [] : [{ keys: [key], does: label }],
);

import type { ExceptionActName } from "../../../runtime/api/contract/exceptions.ts";

/** What an act asks for before it is done. */
export type ActAsks = "nothing" | "note" | "needed-note" | "until" | "person";

export interface ActWords {
  readonly act: ExceptionActName;
  /** On its button. */
  readonly label: string;
  /** Its key, where it has one. */
  readonly key?: string;
  readonly asks: ActAsks;
  /** In its dialog: what will happen, and whether it can be taken back. */
  readonly explain: string;
  readonly dangerous?: boolean;
  /** Takes it from whoever is at it. */
  readonly takesOver?: boolean;
}

export const TAKE_OVER: ActWords = {
  act: "take",
  label: "Take over",
  asks: "note",
  explain: "Somebody is at it already. It becomes yours, and they see that.",
  takesOver: true,
};

/** In the order in which they are shown; what is not allowed is left out. */
export const ACTS: readonly ActWords[] = [
  {
    act: "take",
    label: "Take",
    key: "t",
    asks: "nothing",
    explain: "It is yours; others see that.",
  },
  {
    act: "resolve",
    label: "Resolve",
    key: "r",
    asks: "needed-note",
    explain: "Say what was done. It can be reopened, and opens by itself when the two sides still differ.",
  },
  {
    act: "stop-parcel",
    label: "Stop the parcel",
    asks: "note",
    dangerous: true,
    explain:
      "Peoplevox is told at once not to send this Sales Order. The hold stays until the order is right or somebody lifts it in Peoplevox.",
  },
  {
    act: "retry",
    label: "Retry",
    asks: "note",
    explain:
      "LastEdit reads both sides again and does what is right now. A parcel that is being picked is not changed.",
  },
  {
    act: "snooze",
    label: "Snooze",
    key: "s",
    asks: "until",
    explain: "It leaves the queue until then, and comes back sooner when it gets more pressing.",
  },
  { act: "assign", label: "Assign", key: "a", asks: "person", explain: "Hand it to somebody." },
  { act: "note", label: "Note", key: "n", asks: "needed-note", explain: "Kept in its history, for everybody." },
  { act: "give-back", label: "Give back", asks: "nothing", explain: "It waits for somebody again." },
  { act: "wake", label: "Wake", asks: "nothing", explain: "It waits for somebody again." },
  { act: "reopen", label: "Reopen", asks: "note", explain: "It goes back into the queue." },
];

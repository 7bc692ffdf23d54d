import type { RunDetail } from "../../../runtime/api/contract/runs.ts";

type Failure = NonNullable<RunDetail["error"]>;

/** Whether anything was changed. */
export const EFFECT_WORDS = {
  "nothing-sent": "Nothing was sent.",
  "not-applied": "It was sent and refused; nothing was changed.",
  applied: "It was applied nevertheless.",
  "partly-applied": "A part of it was applied.",
  unknown: "Whether it was applied is not known.",
} as const satisfies Record<Failure["effect"], string>;

/** Whether to try again. */
export const RETRY_WORDS = {
  never: "Trying again would not help.",
  safe: "It is safe to try again.",
  "only-after-checking": "Look whether it was done before you try again.",
} as const satisfies Record<Failure["retry"], string>;

import type { COLOURS } from "../app/colours.ts";

/** What a colour means. */
export type Tone = "good" | "busy" | "look" | "bad" | "quiet";

export const TONE_COLOUR = {
  good: "green",
  busy: "blue",
  look: "amber",
  bad: "brick",
  quiet: "gray",
} as const satisfies Record<Tone, keyof typeof COLOURS>;

/** A state in words, with what its colour means. */
export interface StateWords {
  readonly label: string;
  readonly tone: Tone;
}

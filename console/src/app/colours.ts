import type { MantineColorsTuple } from "@mantine/core";

/** Lightest to darkest. Text on a tint takes shade 8 in light and 2 in dark: at least 4.5 to 1 each. */
export const COLOURS = {
  /** Ours: actions, links, what is current. */
  spruce: [
    "#eef6f2",
    "#dcece4",
    "#b9d8cb",
    "#90c0ad",
    "#66a58e",
    "#468c73",
    "#31775f",
    "#236450",
    "#1a5142",
    "#113a2f",
  ],
  /** Done as wanted. */
  green: ["#edf7ec", "#dbefd9", "#b7dfb3", "#8dca88", "#63b15d", "#439740", "#2f7f2f", "#256a27", "#1d5520", "#133b16"],
  /** A person should look. */
  amber: ["#fdf5e3", "#fbeac6", "#f6d48b", "#f2bd55", "#e8a52e", "#c98714", "#a56a0b", "#875508", "#6b4308", "#4a2e05"],
  /** Failed, or too late. */
  brick: ["#fdf0ed", "#fbe0da", "#f5c0b5", "#ec998a", "#e0705f", "#cd4d3b", "#b2392a", "#942d21", "#77251c", "#521a14"],
  /** Goes on now. */
  blue: ["#eef4fb", "#dce9f6", "#b8d2ec", "#8eb6de", "#6499cf", "#437ebd", "#3167a3", "#285486", "#22456c", "#182f4a"],
  /** Neither good nor bad. */
  gray: ["#faf9f6", "#f3f1ec", "#e8e5de", "#dad6cd", "#c3beb3", "#9c968a", "#716c62", "#57534b", "#3c3933", "#25231f"],
  dark: ["#e7ebe8", "#c8d0cc", "#9daaa4", "#7d8b85", "#45524d", "#323d39", "#26302d", "#171d1b", "#111614", "#0b0f0d"],
} as const satisfies Readonly<Record<string, MantineColorsTuple>>;

import { labelled } from "./labelled-case.ts";
import type { LabelledCase } from "./labelled-case.ts";
import { RECREATED } from "./recreated.ts";
import { SEPARATE } from "./separate.ts";
import { SPLIT } from "./split.ts";
import { UNCLEAR } from "./unclear.ts";

/** All labelled cases, each of a customer of its own, all within the same hours of one shop. */
export const LABELLED_CASES: readonly LabelledCase[] = [
  ...labelled("recreated", RECREATED, 100),
  ...labelled("split", SPLIT, 300),
  ...labelled("separate", SEPARATE, 400),
  ...labelled("unclear", UNCLEAR, 600),
];

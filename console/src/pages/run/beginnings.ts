import type { Answer } from "../../api/client.ts";

type Input = Pick<Answer<"GET", "/runs/:id/input">, "failedStep" | "fromSteps">;

/** Steps that a run can begin with again: the failed one first, then the whole recipe, then the others. */
export function beginnings({ failedStep, fromSteps }: Input) {
  const others = fromSteps.filter((step) => step !== failedStep);
  return [
    ...(failedStep === null ? [] : [{ value: failedStep, label: `${failedStep}, the step that failed` }]),
    { value: "", label: "The first step: run the whole recipe" },
    ...others.map((step) => ({ value: step, label: step })),
  ];
}

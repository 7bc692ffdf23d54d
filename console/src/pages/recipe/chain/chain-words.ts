import type { OnError, StepShape } from "../document/recipe-shape.ts";

/** What happens when a step fails for good. */
export const ON_ERROR: Readonly<Record<OnError, { readonly label: string; readonly short: string }>> = {
  stop: { label: "Stop the run as failed", short: "" },
  continue: { label: "Go on with the next step", short: "goes on if it fails" },
  "raise-exception": { label: "Raise an exception for a person, and stop", short: "asks a person if it fails" },
};

const LONGEST_CONDITION = 60;

/** `{{steps.update.$return_value.exception}}` → `steps.update.exception` */
export function conditionInWords(condition: string): string {
  const text = condition.replace(/^\s*\{\{\s*([^{}]*?)\s*\}\}\s*$/, "$1").replaceAll(".$return_value", "");
  return text.length > LONGEST_CONDITION ? `${text.slice(0, LONGEST_CONDITION)}…` : text;
}

/** What is special about a step, such as "goes on if it fails". */
export function stepRemarks({ disabled, onError }: StepShape): readonly string[] {
  return [disabled ? "switched off" : "", ON_ERROR[onError].short].filter((text) => text !== "");
}

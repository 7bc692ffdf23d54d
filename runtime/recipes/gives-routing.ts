/** The step that stores the routing it is given, for all steps that raise exceptions. */
const STEP = "lastedit-send-alerts";

interface Step {
  readonly uses: string;
  readonly props?: Readonly<Record<string, unknown>> | undefined;
}

/** Whether a recipe tells people about exceptions. */
export function tellsPeople(steps: readonly Pick<Step, "uses">[]): boolean {
  return steps.some(isTelling);
}

/** Whether a recipe says itself who is told: that holds from each of its rounds on, whatever was set elsewhere. */
export function givesRouting(steps: readonly Step[]): boolean {
  return steps.some((step) => isTelling(step) && step.props?.["routing"] !== undefined);
}

function isTelling({ uses }: Pick<Step, "uses">): boolean {
  return uses.split("@")[0] === STEP;
}

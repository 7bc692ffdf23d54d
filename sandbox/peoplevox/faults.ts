import { z } from "zod";
import { warehouseStepSchema } from "../warehouse/steps.ts";
import { OPERATION_NAMES, type OperationName } from "./soap/operation-names.ts";

/** Which requests a fault meets, and how often. */
const aim = {
  /** Only this operation; any when left out. */
  operation: z.enum(OPERATION_NAMES).optional(),
  /** Only requests for this template or report. */
  template: z.string().optional(),
  /** Matching requests that pass before the first one is met. */
  skip: z.int().min(0).default(0),
  /** Requests met; for `refuse-rows` rows. */
  times: z.int().min(1).default(1),
};

const when = z.enum(["before", "after"]).default("before");

/** Something that goes wrong on demand. `sandbox/README.md` describes each kind. */
export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("html-page"), status: z.int().default(502), ...aim }),
  z.strictObject({ kind: z.literal("drop"), when, ...aim }),
  z.strictObject({ kind: z.literal("hang"), when, ...aim }),
  z.strictObject({ kind: z.literal("delay"), ms: z.int().min(0), when, ...aim }),
  z.strictObject({ kind: z.literal("refuse"), detail: z.string().default("System : Try again later"), ...aim }),
  z.strictObject({ kind: z.literal("refuse-rows"), detail: z.string().default("System : Row not imported"), ...aim }),
  z.strictObject({ kind: z.literal("expire-session"), ...aim }),
  z.strictObject({ kind: z.literal("step-warehouse"), when, step: warehouseStepSchema, ...aim }),
]);

export type Fault = z.infer<typeof faultSchema>;

/** A request as faults look at it. */
export interface FaultTarget {
  readonly operation: OperationName;
  readonly template: string;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Those that still wait, with what is left of `skip` and `times`. */
  list(): readonly Fault[];
  /** Takes the faults that meet this request. */
  take(target: FaultTarget): Fault[];
  /** Why the next row of a SaveData is refused, or `null`. */
  takeRow(target: FaultTarget): string | null;
}

export function createFaults(): Faults {
  let waiting: Fault[] = [];

  /** Counts a fault down by one; true when it strikes. */
  const strikes = (fault: Fault): boolean => {
    if (fault.skip > 0) {
      fault.skip -= 1;
      return false;
    }
    fault.times -= 1;
    return true;
  };
  const meets = (fault: Fault, { operation, template }: FaultTarget): boolean =>
    (fault.operation === undefined || fault.operation === operation) &&
    (fault.template === undefined || fault.template.toLowerCase() === template.toLowerCase());
  const dropSpent = (): void => {
    waiting = waiting.filter(({ times }) => times > 0);
  };

  return {
    add: (fault) => waiting.push({ ...fault }),
    clear() {
      waiting = [];
    },
    list: () => waiting,
    take(target) {
      const struck = waiting.filter((fault) => fault.kind !== "refuse-rows" && meets(fault, target) && strikes(fault));
      dropSpent();
      return struck;
    },
    takeRow(target) {
      const struck = waiting.find((fault) => fault.kind === "refuse-rows" && meets(fault, target) && strikes(fault));
      dropSpent();
      return struck?.kind === "refuse-rows" ? struck.detail : null;
    },
  };
}

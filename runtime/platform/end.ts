/** Marks the error of `$end`, so that a host knows it for a wish and not for a failure. */
export const END_NEEDLE = "__pd_end";

/** Ends a workflow, in steps written before `$.flow.exit`. @throws Always: an error marked with when and why */
export function $end(message?: string): never {
  throw Object.assign(new Error(), { [END_NEEDLE]: { message, ts: new Date().toISOString() } });
}

import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../component-host/json.ts";

/**
 * An event as a person edited it, with the real values put back where the person saw masked ones and left them alone.
 *
 * @param edited - What the person sends
 * @param seen - What the person was shown: personal data masked
 * @param real - The event as it came
 */
export function restoreMasked(edited: unknown, seen: unknown, real: unknown): unknown {
  if (isDeepStrictEqual(edited, seen)) return real;
  if (Array.isArray(edited) && Array.isArray(seen) && Array.isArray(real)) {
    return edited.map((item: unknown, index): unknown =>
      index < seen.length ? restoreMasked(item, seen[index], real[index]) : item,
    );
  }
  if (!isRecord(edited) || !isRecord(seen) || !isRecord(real)) return edited;
  return Object.fromEntries(
    Object.entries(edited).map(([key, value]) => [
      key,
      Object.hasOwn(seen, key) ? restoreMasked(value, seen[key], real[key]) : value,
    ]),
  );
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** `26 ms`, `3.1 s`, `2 min 5 s`, `3 h 12 min`, `4 d 2 h`. */
export function durationInWords(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < MINUTE_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  if (ms < HOUR_MS) return pair(ms, MINUTE_MS, "min", SECOND_MS, "s");
  if (ms < DAY_MS) return pair(ms, HOUR_MS, "h", MINUTE_MS, "min");
  return pair(ms, DAY_MS, "d", HOUR_MS, "h");
}

/** `in 12 min`, `3 h ago`, `just now`. */
export function fromNow(iso: string, now: number): string {
  const ms = new Date(iso).getTime() - now;
  const size = Math.abs(ms);
  if (size < 10 * SECOND_MS) return "just now";
  const words =
    size < MINUTE_MS
      ? `${Math.round(size / SECOND_MS)} s`
      : size < HOUR_MS
        ? `${Math.round(size / MINUTE_MS)} min`
        : size < 2 * DAY_MS
          ? `${Math.round(size / HOUR_MS)} h`
          : `${Math.round(size / DAY_MS)} d`;
  return ms > 0 ? `in ${words}` : `${words} ago`;
}

function pair(ms: number, unit: number, name: string, part: number, partName: string): string {
  const whole = Math.floor(ms / unit);
  const rest = Math.floor((ms - whole * unit) / part);
  return rest === 0 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${partName}`;
}

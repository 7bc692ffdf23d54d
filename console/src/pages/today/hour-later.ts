const HOUR_MS = 3_600_000;

/** @param iso - ISO 8601 */
export function hourLater(iso: string): string {
  return new Date(new Date(iso).getTime() + HOUR_MS).toISOString();
}

export interface FairPlaces {
  /** Most runs that may begin now, by lane. */
  readonly places: Readonly<Record<string, number>>;
  /** For a lane that is not named. */
  readonly others: number;
  /** Over all lanes. */
  readonly most: number;
}

/**
 * How many runs each lane may begin in a worker. Half of the places are kept for the lanes, the same for each; the
 * other half goes to whoever comes. So a tenant that is slow or floods us can never take the places of another, and a
 * single tenant may use them all.
 *
 * @param concurrency - Runs in flight at once, in this worker
 * @param lanes - All lanes that this worker has recipes for
 * @param inFlight - Runs in flight by lane
 */
export function fairPlaces(
  concurrency: number,
  lanes: readonly string[],
  inFlight: ReadonlyMap<string, number>,
): FairPlaces {
  const total = [...inFlight.values()].reduce((sum, count) => sum + count, 0);
  const free = Math.max(0, concurrency - total);
  if (lanes.length < 2) return { places: {}, others: free, most: free };
  const kept = Math.max(1, Math.floor(concurrency / (2 * lanes.length)));
  const own = (lane: string): number => (lanes.includes(lane) ? kept : 0);
  const sharedTaken = [...inFlight].reduce((sum, [lane, count]) => sum + Math.max(0, count - own(lane)), 0);
  const sharedFree = Math.max(0, concurrency - kept * lanes.length - sharedTaken);
  // In one claim no lane gets more than its part of what is shared: the next claim follows at once.
  const part = Math.ceil(sharedFree / lanes.length);
  const places = lanes.map((lane) => [lane, Math.max(0, kept - (inFlight.get(lane) ?? 0)) + part] as const);
  return { places: Object.fromEntries(places), others: part, most: free };
}

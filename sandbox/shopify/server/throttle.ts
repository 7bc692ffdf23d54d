/** Sizes of the bucket of points that each app has per shop. */
export interface ThrottleSettings {
  /** Points. Standard plans: 2,000. */
  maximumAvailable: number;
  /** Points per second. Standard plans: 100. */
  restoreRate: number;
}

export interface ThrottleStatus extends ThrottleSettings {
  currentlyAvailable: number;
}

export interface Throttle {
  /** Takes the points out, or takes nothing and says no. */
  take(points: number): boolean;
  giveBack(points: number): void;
  status(): ThrottleStatus;
}

/** A leaky bucket: what is taken flows back at `restoreRate`, never above `maximumAvailable`. */
export function createThrottle({ maximumAvailable, restoreRate }: ThrottleSettings, now: () => number): Throttle {
  let available = maximumAvailable;
  let updatedAt = now();
  const refill = (): void => {
    const elapsedSeconds = Math.max(0, now() - updatedAt) / 1000;
    available = Math.min(maximumAvailable, available + elapsedSeconds * restoreRate);
    updatedAt = now();
  };
  return {
    take(points) {
      refill();
      if (points > available) return false;
      available -= points;
      return true;
    },
    giveBack(points) {
      refill();
      available = Math.min(maximumAvailable, available + points);
    },
    status() {
      refill();
      return { maximumAvailable, currentlyAvailable: Math.floor(available), restoreRate };
    },
  };
}

/** For tests that are not about throttling. */
export const noThrottle = ({ maximumAvailable, restoreRate }: ThrottleSettings): Throttle => ({
  take: () => true,
  giveBack: () => undefined,
  status: () => ({ maximumAvailable, currentlyAvailable: maximumAvailable, restoreRate }),
});

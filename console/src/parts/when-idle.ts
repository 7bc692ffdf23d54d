/** However busy the page is, it begins after this time. */
const AT_LATEST_MS = 1_000;

/** When the browser has nothing more pressing to do: for what is heavy and shown second. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Safari knows no idle time.
    if (!("requestIdleCallback" in window)) setTimeout(resolve);
    else window.requestIdleCallback(() => resolve(), { timeout: AT_LATEST_MS });
  });
}

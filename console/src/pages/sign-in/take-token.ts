/**
 * The token of a one-time link. It stands behind `#`, so that no server and no proxy sees it, and leaves the address at
 * once, so that it is not in the history either.
 */
export function takeToken(): string | null {
  const token = window.location.hash.slice(1);
  if (token === "") return null;
  window.history.replaceState(window.history.state, "", `${window.location.pathname}${window.location.search}`);
  return decodeURIComponent(token);
}

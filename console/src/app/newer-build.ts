const KEY = "lastedit-reloaded-at";
const NOT_AGAIN_WITHIN_MS = 10_000;

/**
 * LastEdit was upgraded while this page was open: parts that it has not loaded yet are gone under their old names. The
 * page is loaded anew, but not over and over where a file is really missing.
 */
export function reloadForNewerBuild(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < NOT_AGAIN_WITHIN_MS) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    window.location.reload();
  });
}

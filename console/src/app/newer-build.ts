import { CODE_DID_NOT_COME } from "../api/api-error.ts";

const KEY = "lastedit-reloaded-at";
const NOT_AGAIN_WITHIN_MS = 10_000;

/**
 * A part of the console did not come. Where LastEdit answers, it was upgraded while this page was open: the part is gone
 * under its old name, and the page is loaded anew, but not over and over where a file is really missing. Where nobody
 * answers, the page stays and says so: loaded anew it would be gone.
 */
export function reloadForNewerBuild(): void {
  window.addEventListener("vite:preloadError", ({ payload }) => {
    // With the browser's own words the router would load the page anew at once.
    payload.message = CODE_DID_NOT_COME;
    void reloadIfAnswered();
  });
}

async function reloadIfAnswered(): Promise<void> {
  const answer = await window.fetch(window.location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.ok !== true || Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < NOT_AGAIN_WITHIN_MS) return;
  sessionStorage.setItem(KEY, String(Date.now()));
  window.location.reload();
}

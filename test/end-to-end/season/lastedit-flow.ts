import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxInfo } from "../../../sandbox/server.ts";
import { startWithRecipes } from "../installation.ts";
import { SEASON_BUDGET, SEASON_PROFILE } from "./play-season.ts";
import type { Flow } from "./play-season.ts";

/** A poll is this much early or late at most, and its orders settle in it. */
const MARGIN_MS = 15_000;

/** All recipes of a merchant whose orders another integration imports, at the pace of a season in minutes. */
function recipesAt(pollMinutes: number): Readonly<Record<string, object>> {
  const quick = { pollMinutes, timer: { intervalSeconds: 1 } };
  const settled = { ...quick, settleSeconds: 2, maxWaitSeconds: 8 };
  const swept = { timer: { intervalSeconds: 30 }, freshForMinutes: 1, returnsToo: true };
  return {
    "send-order-edit-to-warehouse": { triggers: { "shopify-order-edited": settled } },
    "swap-recreated-order": { triggers: { "shopify-order-recreated": quick } },
    "create-rma-for-refund": { triggers: { "shopify-refund-created": settled } },
    "watch-sync-gaps": { triggers: { "peoplevox-sync-gap-found": swept } },
    "lock-edits-at-pick-start": {
      triggers: { "peoplevox-sales-order-status-changed": { timer: { intervalSeconds: 2 } } },
    },
    "audit-sku-catalogue": {},
  };
}

/** The merchant's own versions: what usually waits an hour for an import, or for a run under way, waits a minute. */
async function hastierRecipes(): Promise<Record<string, string>> {
  const shipped = join(import.meta.dirname, "..", "..", "..", "recipes");
  const names = ["send-order-edit-to-warehouse", "swap-recreated-order", "watch-sync-gaps"];
  const texts = names.map(async (name): Promise<[string, string]> => {
    const text = await readFile(join(shipped, name, "recipe.yaml"), "utf8");
    return [name, text.replaceAll(/(importWaitMinutes|freshForMinutes): \d+/g, "$1: 1")];
  });
  return Object.fromEntries(await Promise.all(texts));
}

/**
 * Starts LastEdit as a user does.
 *
 * @param pollMinutes - How often what webhooks lost is looked for. Sources remember what they told of 400 orders: of
 * more that change within minutes, each poll tells some again
 */
export async function startLastEdit(info: SandboxInfo, pollMinutes: number): Promise<Flow> {
  const profile = { ...SEASON_PROFILE, requestBudget: SEASON_BUDGET };
  const lastedit = await startWithRecipes(info, profile, recipesAt(pollMinutes), await hastierRecipes());
  const startedAt = Date.now();
  const pollMs = pollMinutes * 60_000;
  return {
    /** What webhooks lost is found by the next poll; its orders settle after that. */
    quietFrom(lastChangeAt) {
      const polls = Math.ceil((lastChangeAt - startedAt + MARGIN_MS) / pollMs);
      return startedAt + polls * pollMs + MARGIN_MS;
    },
    async atRest() {
      const unfinished = await lastedit.unfinished();
      return unfinished.length === 0 || `runs: ${JSON.stringify(unfinished.slice(0, 2))}`;
    },
    openExceptions: () => lastedit.openExceptions(),
    stop: () => lastedit.stop(),
  };
}

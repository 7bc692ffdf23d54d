import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxInfo } from "../../../sandbox/server.ts";
import { startWithRecipes } from "../installation.ts";
import { SEASON_BUDGET, SEASON_PROFILE } from "./play-season.ts";
import type { Flow } from "./play-season.ts";

const quick = { pollMinutes: 1, timer: { intervalSeconds: 1 } };
const settled = { ...quick, settleSeconds: 2, maxWaitSeconds: 8 };

/** All recipes of a merchant whose orders another integration imports, at the pace of a season in two minutes. */
const RECIPES = {
  "send-order-edit-to-warehouse": { triggers: { "shopify-order-edited": settled } },
  "swap-recreated-order": { triggers: { "shopify-order-recreated": quick } },
  "create-rma-for-refund": { triggers: { "shopify-refund-created": settled } },
  "watch-sync-gaps": {
    triggers: {
      "peoplevox-sync-gap-found": { timer: { intervalSeconds: 30 }, freshForMinutes: 1, returnsToo: true },
    },
  },
  "lock-edits-at-pick-start": {
    triggers: { "peoplevox-sales-order-status-changed": { timer: { intervalSeconds: 2 } } },
  },
  "audit-sku-catalogue": {},
};

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

/** Starts LastEdit as a user does. */
export async function startLastEdit(info: SandboxInfo): Promise<Flow> {
  const profile = { ...SEASON_PROFILE, requestBudget: SEASON_BUDGET };
  const lastedit = await startWithRecipes(info, profile, RECIPES, await hastierRecipes());
  return {
    // The poll for what webhooks lost comes every minute, and its orders settle.
    quietAfterMs: 75_000,
    async atRest() {
      const unfinished = await lastedit.unfinished();
      return unfinished.length === 0 || `runs: ${JSON.stringify(unfinished.slice(0, 2))}`;
    },
    openExceptions: () => lastedit.openExceptions(),
    stop: () => lastedit.stop(),
  };
}

/** An exception of `seed-exceptions.ts`. */
const PICKED = encodeURIComponent("demo.myshopify.com/#2117/picking-started");

/**
 * Every page of the console, for axe, screenshots and the check that nothing is wider than a phone. Runs are those of
 * `seed-history.ts`: runs 1 and 2 are real, the others are made of it.
 */
export const PAGES = [
  { name: "sign-in", path: "/sign-in", signedIn: false },
  { name: "today", path: "/", signedIn: true },
  { name: "exceptions", path: "/exceptions", signedIn: true },
  { name: "exceptions-open", path: `/exceptions?show=${PICKED}`, signedIn: true },
  { name: "exception", path: `/exceptions/${PICKED}`, signedIn: true },
  { name: "orders", path: "/orders", signedIn: true },
  { name: "order", path: "/orders/demo.myshopify.com:7002117", signedIn: true },
  { name: "runs", path: "/runs", signedIn: true },
  { name: "run", path: "/runs/1", signedIn: true },
  { name: "run-failed", path: "/runs/7", signedIn: true },
  { name: "recipes", path: "/recipes", signedIn: true },
  { name: "recipe", path: "/recipes/send-order-edit-to-warehouse?step=plan", signedIn: true },
  { name: "recipe-text", path: "/recipes/send-order-edit-to-warehouse?view=yaml", signedIn: true },
  { name: "recipe-try", path: "/recipes/send-order-edit-to-warehouse?view=try", signedIn: true },
  { name: "recipe-versions", path: "/recipes/send-order-edit-to-warehouse?view=versions", signedIn: true },
  { name: "gaps", path: "/gaps", signedIn: true },
  { name: "connections", path: "/connections", signedIn: true },
  { name: "replays", path: "/replays", signedIn: true },
  { name: "replay-new", path: "/replays/new?ids=7,8", signedIn: true },
  { name: "time-travel", path: "/replays/time-travel", signedIn: true },
  { name: "profile", path: "/connections/spare-warehouse", signedIn: true },
  { name: "routing", path: "/routing", signedIn: true },
  { name: "settings", path: "/settings", signedIn: true },
  { name: "users", path: "/users", signedIn: true },
  { name: "audit", path: "/audit", signedIn: true },
  { name: "manual", path: "/manual", signedIn: true },
  { name: "manual-page", path: "/manual/exceptions", signedIn: true },
] as const;

/** Pages while there is nothing to show, or not what was asked for; for pictures. */
export const STATES = [
  { name: "gaps-not-compared", path: "/gaps", signedIn: true },
  { name: "runs-none", path: "/runs?order=none", signedIn: true },
  { name: "exceptions-none", path: "/exceptions?text=none", signedIn: true },
  { name: "orders-none", path: "/orders?text=none", signedIn: true },
  { name: "audit-none", path: "/audit?by=nobody", signedIn: true },
  { name: "run-gone", path: "/runs/999999", signedIn: true },
  { name: "order-gone", path: "/orders/nobody.myshopify.com:99", signedIn: true },
  { name: "no-such-page", path: "/nothing-here", signedIn: true },
] as const;

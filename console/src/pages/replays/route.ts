import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ahead } from "../../app/ahead.ts";
import { filtersOf } from "../../app/search-text.ts";
import { shellRoute } from "../../app/shell-route.ts";

/** `/replays`: bulk replays and time travels. */
export const replaysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/replays",
  loader: () => ahead.pages("/replays", {}),
  component: lazyRouteComponent(() => import("./replays-page.tsx"), "ReplaysPage"),
});

/** `/replays/new?ids=4,5` or `/replays/new?status=failed`: what would run, before it does. */
export const newReplayRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/replays/new",
  validateSearch: filtersOf("ids", "order", "recipe", "status", "outcome", "text", "from", "to"),
  component: lazyRouteComponent(() => import("./new-replay-page.tsx"), "NewReplayPage"),
});

/** `/replays/time-travel?recipe=…`: a dry run of a draft over past orders. */
export const timeTravelRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/replays/time-travel",
  validateSearch: filtersOf("recipe"),
  loader: () => ahead.answer("/runs/choices"),
  component: lazyRouteComponent(() => import("./time-travel-page.tsx"), "TimeTravelPage"),
});

/** `/replays/7`: how far it is, and what came of each run. */
export const replayRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/replays/$replayId",
  validateSearch: filtersOf("changed"),
  loader: ({ params }) => ahead.answer("/replays/:id", { params: { id: params.replayId } }),
  component: lazyRouteComponent(() => import("./replay-page.tsx"), "ReplayPage"),
});

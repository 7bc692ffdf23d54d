import { router } from "./router.ts";

/** Asks for the code of the page that the address names, before anything is drawn and while it is not known who asks. */
export function askForPageCode(): void {
  const [routes] = router.getMatchedRoutes(router.latestLocation.pathname);
  // A part that is missing is told by the page itself: `newer-build.ts`.
  for (const route of routes) router.loadRouteChunk(route)?.catch(() => undefined);
}

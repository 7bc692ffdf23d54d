import { globalId } from "../../model/global-id.ts";
import { NEWEST_ADMIN_API_VERSION } from "../../schema/index.ts";
import type { ViewScope } from "./view-scope.ts";

/** Null for a number that belongs to no installed app. */
export function appView({ store }: ViewScope, id: number | null): object | null {
  const app = store.apps.find((candidate) => candidate.id === id);
  if (app === undefined) return null;
  return {
    __typename: "App",
    id: globalId("App", app.id),
    title: app.title,
    handle: app.handle,
    webhookApiVersion: NEWEST_ADMIN_API_VERSION,
  };
}

import { z } from "zod";
import { routingSchema } from "../../../components/lastedit/routing-schema.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { RefusedError } from "../../cli/local-api/backend.ts";
import type { Connection } from "../../connections/connections.ts";
import type { ApiContext } from "../api-context.ts";
import { ApiError, refused } from "../api-error.ts";
import { refuseIfChanged } from "../changed-meanwhile.ts";
import type { CONNECTIONS } from "../contract/connections.ts";
import type { Handlers } from "../handlers.ts";
import { placesOfIssues, plainIssue } from "../plain-issues.ts";
import { previewRouting } from "./preview-routing.ts";
import { recipesThatGive, whyNobodyTells } from "./telling-recipes.ts";

type RoutingHandlers = Pick<Handlers<typeof CONNECTIONS>, "routing" | "setRouting" | "previewRouting">;

/** Who owns what, and who is told how. @param allConnections - Those of the file and those added here */
export function routingRoutes(
  { backend, installation }: ApiContext,
  allConnections: () => Promise<ReadonlyMap<string, Connection>>,
): RoutingHandlers {
  const fieldsOf = async (type: string): Promise<Connection["fields"][]> =>
    [...(await allConnections()).values()].filter((each) => each.type === type).map(({ fields }) => fields);

  async function channelNames(): Promise<string[]> {
    const lines = (await fieldsOf("alert")).flatMap((fields) => [fields["alertChannels"]].flat());
    const names = lines.flatMap((line) => (typeof line === "string" ? line.trim().split(/\s+/).slice(0, 1) : []));
    return names.filter((name) => name !== "");
  }

  return {
    async routing() {
      const shops = (await fieldsOf("shopify")).map(({ shopifyShop }) => shopifyShop);
      return {
        routing: await backend.routing(),
        kinds: Object.entries(EXCEPTION_KINDS).map(([kind, { title, owner, severity, whatToDo }]) => ({
          kind,
          title,
          owner,
          severity,
          whatToDo,
        })),
        schema: z.toJSONSchema(routingSchema, { io: "input", unrepresentable: "any" }),
        channels: await channelNames(),
        shops: shops.filter((shop) => typeof shop === "string"),
        givenBy: recipesThatGive(installation),
        nobodyTells: whyNobodyTells(installation),
      };
    },

    async setRouting({ body, audit }) {
      const before = await backend.routing();
      refuseIfChanged("who is told", body.base, before);
      const givenBy = recipesThatGive(installation);
      if (givenBy.length > 0) throw refused(whyNot(givenBy));
      const places = placesOfIssues(routingSchema.safeParse(body.routing, { error: plainIssue }).error);
      try {
        const routing = await backend.setRouting(body.routing);
        audit({ before, after: routing });
        return { routing };
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        throw new ApiError(400, "routing-invalid", error.message, places);
      }
    },

    previewRouting: async ({ body }) => previewRouting(body, await channelNames(), Date.now()),
  };
}

function whyNot(recipes: readonly string[]): string {
  const names = recipes.map((name) => `"${name}"`).join(" and ");
  return `The recipe ${names} says itself who is told, in the prop "routing" of its step lastedit-send-alerts, and would put that in place of this with its next round. Take the prop out of the recipe and publish it; then this can be saved. Nothing was changed.`;
}

import type { ActResult } from "../../../components/lastedit/exception-store.ts";
import type { Routing } from "../../../domain/alerts/routing.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";
import type { Control, Health } from "../../engine/controls.ts";
import type { Connection } from "../../connections/connections.ts";
import type { ApiAddress } from "./address-file.ts";
import { caller, CALLER_HEADER } from "./caller.ts";
import type { Cancelled } from "./engine-desk.ts";
import { remotePeopleDesk } from "./people-routes.ts";
import type { RecipeSetup } from "./recipe-setup.ts";
import { remoteStoreDesk } from "./store-routes.ts";
import { RefusedError } from "./backend.ts";
import type { Backend, Json, RunDetailView, RunView, Status } from "./backend.ts";

/** Asks the process that has the database open. */
export function remoteBackend({ url, token }: ApiAddress): Backend {
  async function call(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        [CALLER_HEADER]: encodeURIComponent(caller()),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok || response.status === 404) return response;
    const { error } = (await response.json()) as { error: { message: string } };
    throw new RefusedError(error.message);
  }
  const get = async <T>(path: string): Promise<T> => (await call("GET", path)).json() as Promise<T>;
  const post = async <T>(path: string, body: unknown): Promise<T> =>
    (await call("POST", path, body)).json() as Promise<T>;

  return {
    status: () => get<Status>("/api/status"),
    runs: (query) => get<RunView[]>(`/api/runs?${search(query)}`),
    async run(id) {
      const response = await call("GET", `/api/runs/${id}`);
      return response.status === 404 ? null : ((await response.json()) as RunDetailView);
    },
    exceptions: (query) => get<OpenException[]>(`/api/exceptions?${search(query)}`),
    ...remoteStoreDesk((path, body) => (body === undefined ? get(path) : post(path, body))),
    ...remotePeopleDesk((path, body) => (body === undefined ? get(path) : post(path, body))),
    actOnExceptions: (ids, move) => post<ActResult[]>("/api/exceptions/act", { ids, move }),
    routing: () => get<Routing>("/api/routing"),
    setRouting: (routing) => post<Routing>("/api/routing", routing),
    health: () => get<Json<Health>>("/api/health"),
    pause: (move) => post<Json<Control>>("/api/pause", move),
    resume: async (move) => (await post<{ wasPaused: boolean }>("/api/resume", move)).wasPaused,
    cancel: (move) => post<Cancelled[]>("/api/cancel", move),
    start: async (recipe, event) => runIdOf(await call("POST", "/api/run", { recipe, event })),
    replay: async (runId) => runIdOf(await call("POST", "/api/replay", { runId })),
    connections: () => get<Connection[]>("/api/connections"),
    async saveConnections(connections) {
      await call("POST", "/api/connections", connections);
    },
    removeConnection: async (name) =>
      (await call("DELETE", `/api/connections/${encodeURIComponent(name)}`)).status !== 404,
    recipeSetup: () => get<RecipeSetup>("/api/recipe-setup"),
    async switchRecipe(recipe, enabled) {
      await call("POST", "/api/recipe-switches", { recipe, enabled });
    },
    async reload(asked) {
      await call("POST", "/api/reload", asked);
    },
    close: () => Promise.resolve(),
  };
}

async function runIdOf(response: Response): Promise<number> {
  return ((await response.json()) as { runId: number }).runId;
}

function search(query: object): string {
  return new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

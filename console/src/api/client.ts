import type { Api } from "../../../runtime/api/contract/all.ts";
import type { AnswerOf, GivenTo, Route } from "../../../runtime/api/contract/route-table.ts";
import { ApiError, errorOf } from "./api-error.ts";

type RoutesOf<Area> = Area[keyof Area];
type AnyRoute = { [Area in keyof Api]: RoutesOf<Api[Area]> }[keyof Api] & Route;

/** A path of the contract, as it stands there: `/runs/:id`. */
export type PathOf<Method extends Route["method"]> = Extract<AnyRoute, { readonly method: Method }>["path"];
type RouteAt<Method extends Route["method"], Path> = Extract<
  AnyRoute,
  { readonly method: Method; readonly path: Path }
>;

/** What is given to a route: `params`, `query` and `body`, those that it has. */
export type Given<Method extends Route["method"], Path> = GivenTo<RouteAt<Method, Path>>;
/** What a route answers. */
export type Answer<Method extends Route["method"], Path> = AnswerOf<RouteAt<Method, Path>>;

/** Left out where a route needs nothing. */
type Arguments<Input> = object extends Input ? [given?: Input] : [given: Input];

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

export interface ClientOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Sent with every method but GET; null while nobody is signed in. */
  readonly csrf: () => string | null;
  /** The session is over, or there was none. */
  readonly onSignedOut: () => void;
}

type Send<Method extends Route["method"]> = <Path extends PathOf<Method>>(
  path: Path,
  ...given: Arguments<Given<Method, Path>>
) => Promise<Answer<Method, Path>>;

export interface Client {
  readonly get: <Path extends PathOf<"GET">>(
    path: Path,
    given?: Given<"GET", Path>,
    signal?: AbortSignal,
  ) => Promise<Answer<"GET", Path>>;
  readonly post: Send<"POST">;
  readonly put: Send<"PUT">;
  readonly patch: Send<"PATCH">;
  readonly delete: Send<"DELETE">;
}

const BASE = "/api/v1";

/**
 * The whole API, typed by the runtime's contract: `api.get("/runs/:id", { params: { id } })`.
 *
 * @throws {ApiError} When the runtime refuses or cannot be reached
 */
export function createApi({ fetch, csrf, onSignedOut }: ClientOptions): Client {
  const call = async (
    method: Route["method"],
    path: string,
    given: Parts = {},
    signal?: AbortSignal,
  ): Promise<unknown> => {
    const token = method === "GET" ? null : csrf();
    const headers = {
      accept: "application/json",
      ...(given.body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === null ? {} : { "x-csrf-token": token }),
    };
    let response: Response;
    try {
      response = await fetch(`${BASE}${filled(path, given.params)}${queryText(given.query)}`, {
        method,
        headers,
        credentials: "same-origin",
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      throw ApiError.unreachable(cause);
    }
    if (response.ok) return await response.json();
    if (response.status === 401) onSignedOut();
    throw await errorOf(response);
  };

  const sender =
    (method: Route["method"]) =>
    (path: string, given?: Parts): Promise<unknown> =>
      call(method, path, given);

  // One place where the contract's types are believed: the runtime answers by the same schemas.
  return {
    get: (path: string, given?: Parts, signal?: AbortSignal) => call("GET", path, given, signal),
    post: sender("POST"),
    put: sender("PUT"),
    patch: sender("PATCH"),
    delete: sender("DELETE"),
  } as unknown as Client;
}

function filled(path: string, params: Parts["params"] = {}): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

/** Fields that are undefined or empty are left out, so that an unset filter is no filter. */
export function queryText(query: Parts["query"] = {}): string {
  const fields = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

import { BatchInterceptor } from "@mswjs/interceptors";
import { ClientRequestInterceptor } from "@mswjs/interceptors/ClientRequest";
import { FetchInterceptor } from "@mswjs/interceptors/fetch";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import fastify from "fastify";

/** One request that a component sent to somebody's API. */
export interface Call {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or the text when it is not JSON. */
  readonly body: unknown;
}

/** What an API answers: a plain value is the body of a 200. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
export type Routes = Readonly<Record<string, (call: Call) => Answer>>;

/**
 * Everybody's APIs, on one server of this machine. Whatever this process sends to another host is sent there instead,
 * whichever HTTP library sends it.
 */
export interface OutsideWorld {
  /** Answers a host: `{ "GET /v1/things": (call) => ({ body: [] }) }`; the key `*` takes what no other one does. */
  host(name: string, routes: Routes): void;
  /** Requests since the last `forget`, in order. */
  readonly calls: readonly Call[];
  /** Requests that nothing was there to answer. */
  readonly unexpected: readonly string[];
  forget(): void;
  close(): Promise<void>;
}

const HOST_HEADER = "x-conformance-host";
const HERE = "127.0.0.1";

export async function openOutsideWorld(): Promise<OutsideWorld> {
  const hosts = new Map<string, Routes>();
  const calls: Call[] = [];
  const unexpected: string[] = [];
  const server = fastify({ forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  server.all("*", async (request, reply) => {
    const url = new URL(request.url, "http://here");
    const { [HOST_HEADER]: host = "", ...headers } = request.headers as Record<string, string>;
    const call: Call = {
      method: request.method,
      host,
      path: decodeURIComponent(url.pathname),
      query: Object.fromEntries(url.searchParams),
      headers,
      body: parsed(request.body),
    };
    calls.push(call);
    const routes = hosts.get(host) ?? {};
    const route = routes[`${call.method} ${call.path}`] ?? routes["*"];
    if (route === undefined) {
      unexpected.push(`${call.method} ${host}${request.url}`);
      return reply.code(501).send({ error: "nobody answers this here" });
    }
    const { status = 200, headers: given = {}, body = "" } = route(call);
    const text = typeof body === "string" || Buffer.isBuffer(body);
    return reply
      .code(status)
      .headers({ "content-type": text ? "text/plain" : "application/json", ...given })
      .send(text ? body : JSON.stringify(body));
  });
  await server.listen({ host: HERE, port: 0 });
  const interceptor = redirect(server);
  return {
    host: (name, routes) => void hosts.set(name, routes),
    calls,
    unexpected,
    forget() {
      hosts.clear();
      calls.length = 0;
      unexpected.length = 0;
    },
    async close() {
      interceptor.dispose();
      await server.close();
    },
  };
}

function redirect(server: FastifyInstance): { dispose(): void } {
  const { port } = server.server.address() as AddressInfo;
  const interceptor = new BatchInterceptor({
    name: "outside-world",
    interceptors: [new ClientRequestInterceptor(), new FetchInterceptor()],
  });
  interceptor.apply();
  interceptor.on("request", async ({ request, controller }) => {
    const url = new URL(request.url);
    if (url.hostname === HERE || url.hostname === "localhost") return;
    const headers = new Headers(request.headers);
    headers.set(HOST_HEADER, url.host);
    for (const name of ["host", "connection", "content-length", "accept-encoding", "transfer-encoding"])
      headers.delete(name);
    const body = request.method === "GET" || request.method === "HEAD" ? null : await request.arrayBuffer();
    const here = `http://${HERE}:${port}${url.pathname}${url.search}`;
    const answer = await fetch(here, { method: request.method, headers, body });
    const answered = new Headers(answer.headers);
    answered.delete("content-length");
    const empty = [204, 304].includes(answer.status);
    controller.respondWith(new Response(empty ? null : answer.body, { status: answer.status, headers: answered }));
  });
  return interceptor;
}

function parsed(body: unknown): unknown {
  if (typeof body !== "string" || body === "") return null;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { CONSOLE_FOLDER } from "../../../runtime/build/build-console.ts";
import { AREAS } from "../../../runtime/api/contract/all.ts";
import type { Route } from "../../../runtime/api/contract/route-table.ts";
import { FIXTURES } from "./fixtures.ts";

const ROUTES: readonly Route[] = Object.values(AREAS).flatMap((area) => Object.values(area) as Route[]);
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const NONCE = "fixture";
const CSP = `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${NONCE}'; font-src 'self'; img-src 'self'; connect-src 'self'`;

/** Serves the built console with fixture data, each answer checked by the contract. */
export async function startFixtureApi() {
  let signedIn = false;
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (!url.pathname.startsWith("/api/v1/")) return sendFile(url.pathname, response);
    const where = url.pathname.slice("/api/v1".length);
    if (where === "/live") {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(": hello\n\n");
      streams.add(response);
      return;
    }
    const route = ROUTES.find(({ method, path: pattern }) => method === request.method && matches(pattern, where));
    if (route === undefined) {
      send(response, 404, refusal("not-found", `There is no ${where}.`));
      return;
    }
    if (route.path.startsWith("/sign-in/link") || route.path === "/sign-in") {
      if (request.method === "POST") signedIn = true;
    }
    if (route.path === "/sign-out") signedIn = false;
    if (route.role !== "anyone" && !signedIn) {
      send(response, 401, refusal("not-signed-in", "Sign in first."));
      return;
    }
    const fixture = FIXTURES[`${route.method} ${route.path}`];
    if (fixture === undefined) {
      send(response, 404, refusal("not-found", `No fixture for ${where}.`));
      return;
    }
    const id = where.split("/").at(-1) ?? "";
    const body = fixture({ id, query: Object.fromEntries(url.searchParams) });
    send(
      response,
      body === null ? 404 : 200,
      body === null ? refusal("not-found", "There is no such run.") : route.response.parse(body),
    );
  };
  await new Promise<void>((resolve) => server.listen(Number(process.env["PORT"] ?? 0), "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell(event: unknown): void {
      for (const stream of streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function matches(pattern: string, where: string): boolean {
  return new RegExp(`^${pattern.replace(/:\w+/g, "[^/]+")}$`).test(where);
}

function refusal(code: string, message: string) {
  return { error: { code, message } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function sendFile(pathname: string, response: ServerResponse): Promise<void> {
  const extension = path.extname(pathname);
  if (extension !== "") {
    const file = await readFile(path.join(CONSOLE_FOLDER, path.normalize(pathname)));
    response.writeHead(200, { "content-type": TYPES[extension] ?? "text/plain" }).end(file);
    return;
  }
  const page = await readFile(path.join(CONSOLE_FOLDER, "index.html"), "utf8");
  response
    .writeHead(200, { "content-type": "text/html", "content-security-policy": CSP })
    .end(page.replaceAll("LASTEDIT_NONCE", NONCE));
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${(await startFixtureApi()).url}\n`);

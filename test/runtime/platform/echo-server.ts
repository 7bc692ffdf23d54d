import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request was, as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface EchoServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

/** Answers `/status/404` with that status, everything else with what it saw, as JSON. */
export async function startEchoServer(): Promise<EchoServer> {
  const seen: SeenRequest[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { host: _host, connection: _connection, ...headers } = request.headers;
      const entry = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers,
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(entry);
      const status = Number(/^\/status\/(\d+)/.exec(entry.url)?.[1] ?? 200);
      response.writeHead(status, { "content-type": "application/json", "x-answer": "1", date: "now" });
      response.end(entry.url.startsWith("/sign") ? '"OAuth signed"' : JSON.stringify({ status, url: entry.url }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

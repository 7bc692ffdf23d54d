import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `null` never answers. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
} | null;

export interface WebServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** The answers to come, in this order; afterwards 200. */
  readonly answers: Answer[];
  close(): Promise<void>;
}

/** A real server on this machine that remembers what it was asked. */
export async function startWebServer(): Promise<WebServer> {
  const seen: SeenRequest[] = [];
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      seen.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
      const answer = answers.length === 0 ? { status: 200, text: "ok" } : answers.shift();
      if (answer === null || answer === undefined) return;
      response.writeHead(answer.status, answer.headers ?? {}).end(answer.text ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

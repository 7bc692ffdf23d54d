import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface AdminRequest {
  readonly path: string;
  readonly token: string | undefined;
  readonly operation: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else as JSON. `"hang"` never answers, `"reset"` cuts the connection. */
  readonly body?: unknown;
}

export interface ScriptedShopify {
  readonly url: string;
  readonly requests: AdminRequest[];
  close(): Promise<void>;
}

/**
 * A server on loopback that answers Admin API calls from a script, one answer per call. A call for which nothing is
 * scripted gets 500 "nothing scripted"; `close` rejects when answers are left over, so a test cannot ask too little.
 */
export async function scriptedShopify(...script: (ScriptedAnswer | ((request: AdminRequest) => ScriptedAnswer))[]) {
  const requests: AdminRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as {
        operationName: string;
        query: string;
        variables: Record<string, unknown>;
      };
      const request: AdminRequest = {
        path: incoming.url ?? "",
        token: incoming.headers["x-shopify-access-token"] as string | undefined,
        operation: body.operationName,
        query: body.query,
        variables: body.variables,
      };
      requests.push(request);
      const next = script.shift() ?? { status: 500, body: "nothing scripted" };
      const answer = typeof next === "function" ? next(request) : next;
      if (answer.body === "hang") return;
      if (answer.body === "reset") {
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
      outgoing.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (script.length > 0) throw new Error(`${script.length} scripted answers were never asked for`);
    },
  } satisfies ScriptedShopify;
}

import { afterEach } from "@jest/globals";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../../sandbox/server.ts";

const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

/** Both systems on free ports; the test's end stops them. */
export async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ rateLimit: false, ...options });
  running.push(sandbox);
  return sandbox;
}

/** A request to the control API. */
export async function control(
  sandbox: Sandbox,
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: object,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(sandbox.info.control.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

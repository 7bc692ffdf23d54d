import { setTimeout as sleep } from "node:timers/promises";

const IMPORT_TAKES_AT_MOST_MS = 5_000;

/** Speaks with the sandbox's control API. Rejects when the sandbox would not. */
export type Control = (method: string, path: string, body: unknown) => Promise<unknown>;

/** @param url - Of the control API */
export function controlOf(url: string): Control {
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
}

/** Waits for what the importing integration does. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + IMPORT_TAKES_AT_MOST_MS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("The order was not imported in time.");
    await sleep(10);
  }
}

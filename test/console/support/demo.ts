import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { DemoReady } from "./demo-program.ts";

export interface Demo extends DemoReady {
  /** A one-time sign-in link, as a path; it ends the one before. */
  readonly signInLink: () => Promise<string>;
  /** Lets the sweep and the catalogue's audit look at both sides, of which one was made to differ. */
  readonly lookAtBothSides: () => Promise<void>;
  /** Asks the sandbox for something, such as an order's edit. */
  readonly control: <Answer>(path: string, body: object) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

/** Starts a LastEdit with a sandbox and a past, with a data folder of its own. */
export async function startDemo(): Promise<Demo> {
  const home = await mkdtemp(path.join(tmpdir(), "lastedit-console-"));
  const program = path.join(import.meta.dirname, "demo-program.ts");
  const child = fork(program, [], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, LASTEDIT_HOME: home, LASTEDIT_CONFIG: path.join(home, "lastedit.config.yaml") },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const { stdout } = child;
  if (stdout === null) throw new Error("LastEdit was started without a way to say that it is ready.");
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once("line", resolve);
    void ended.then(() => reject(new Error("LastEdit ended before it was ready; what it said stands above.")));
  });
  const ready = JSON.parse(line) as DemoReady;
  const ask = async (what: string): Promise<string> => {
    child.send(what);
    const [answer] = (await once(child, "message")) as [string];
    return answer;
  };
  return {
    ...ready,
    signInLink: () => ask("sign-in link"),
    async lookAtBothSides() {
      await ask("look at both sides");
    },
    async control(where, body) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(ready.controlUrl + where, { method: "POST", headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`The sandbox refused ${where}: ${response.status} ${await response.text()}`);
      return response.json() as never;
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { runAction } from "../../../runtime/component-host/index.ts";
import type { ActionCall, ActionResult, Component } from "../../../runtime/component-host/index.ts";
import { memoryDataStore } from "./memory-data-store.ts";
import { HTTP } from "./source-bench.ts";
import type { SourceThis } from "./source-bench.ts";

interface Dollar {
  export(name: string, value: unknown): void;
  flow: { exit(reason?: string): void };
  context: Record<string, unknown>;
}

export interface Call {
  $: Dollar;
  steps: Record<string, unknown>;
}

export type Self = Record<string, unknown>;

export function action(run: (this: Self, call: Call) => unknown, more: Partial<Component> = {}): Component {
  return { type: "action", key: "test-action", name: "Test", version: "0.0.1", run, ...more };
}

export function call(component: Component, more: Partial<ActionCall> = {}): Promise<ActionResult> {
  return runAction({ component, props: {}, steps: {}, context: {}, dataStore: memoryDataStore(), ...more });
}

export async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected a rejection");
}

type SourceRun = (this: SourceThis, event: { bodyRaw: string; headers: Record<string, string> }) => unknown;

/** A source with an HTTP endpoint that it answers itself. */
export function source(run: SourceRun, more: Partial<Component> = {}): Component {
  return { key: "test-source", version: "0.0.1", props: { http: HTTP, db: "$.service.db" }, run, ...more };
}

/** A source that writes down which of its parts was called. */
export function recorder(calls: string[], more: Partial<Component> = {}): Component {
  const hook = (name: string) =>
    function (this: SourceThis) {
      calls.push(name);
    };
  return {
    key: "test-recorder",
    version: "0.0.1",
    props: { http: HTTP, db: "$.service.db", topic: { type: "string", optional: true } },
    hooks: { deploy: hook("deploy"), activate: hook("activate"), deactivate: hook("deactivate") },
    run() {
      calls.push("run");
    },
    ...more,
  };
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A folder of component files, each loaded in a process of its own, as the module hooks are for a whole process. */
export interface ComponentFiles {
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
  /** @returns What the action returned, or `{ problem }` with why it could not be loaded or run */
  run(file: string): Promise<unknown>;
  remove(): Promise<void>;
}

export async function componentFiles(): Promise<ComponentFiles> {
  const folder = await mkdtemp(join(tmpdir(), "component-files-"));
  return {
    folder,
    async write(file, text) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    },
    async run(file) {
      const script = `
        const { runAction } = await import(${JSON.stringify(resolve("runtime/component-host/index.ts"))});
        const { loadComponentFile } = await import(${JSON.stringify(resolve("runtime/component-host/catalogue.ts"))});
        try {
          const component = await loadComponentFile(${JSON.stringify(join(folder, file))});
          const { returnValue } = await runAction({ component, props: {}, steps: {}, context: {}, dataStore: () => null });
          console.log(JSON.stringify(returnValue));
        } catch (error) {
          console.log(JSON.stringify({ problem: error.message, name: error.name }));
        }
      `;
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
      return JSON.parse(stdout) as unknown;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

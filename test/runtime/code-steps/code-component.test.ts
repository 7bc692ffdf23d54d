import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { codeComponent } from "../../../runtime/code-steps/code-component.ts";
import { placeCode } from "../../../runtime/code-steps/code-folder.ts";
import type { CodeStep } from "../../../runtime/code-steps/code-step.ts";
import { runAction } from "../../../runtime/component-host/index.ts";
import type { ActionCall, ActionResult } from "../../../runtime/component-host/index.ts";
import { memoryDataStore } from "../component-host/memory-data-store.ts";
import { recordingFlow } from "../../conformance/recording-flow.ts";

// Each run of a step starts a process, which takes its time on a busy machine.
jest.setTimeout(60_000);

let home = "";
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "code-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const dataStore = memoryDataStore();

function stepOf(code: string): CodeStep {
  return { namespace: "mine", code, env: {}, limits: { seconds: 20, memoryMb: 64 }, readOnly: false };
}

async function run(code: string, step: Partial<CodeStep> = {}, call: Partial<ActionCall> = {}): Promise<ActionResult> {
  const component = await codeComponent({ ...stepOf(code), ...step }, home);
  const steps = { trigger: { event: { lines: [1, 2, 3] } } };
  return runAction({ component, props: {}, steps, context: { id: "ctx-1" }, dataStore, ...call });
}

/** The code of a step that returns what an expression gives, or the error's message. */
const tries = (expressions: Readonly<Record<string, string>>): string => `
  import fs from "node:fs"; import os from "node:os"; import cp from "node:child_process"; import wt from "node:worker_threads";
  const attempts = { ${Object.entries(expressions)
    .map(([name, text]) => `${name}: () => (${text})`)
    .join(", ")} };
  export default { run() {
    return Object.fromEntries(Object.entries(attempts).map(([name, attempt]) => {
      try { return [name, String(attempt())]; } catch (error) { return [name, error.code ?? error.message]; }
    }));
  } };`;

test("exports, the answer, the exit, the logs and the result of a code step are those of any other step", async () => {
  const result = await run(`
    export default defineComponent({
      async run({ steps, $ }) {
        console.log("adding", steps.trigger.event.lines);
        console.error("oops");
        $.export("$summary", "3 lines");
        $.respond({ status: 201, body: { run: $.context.id } });
        $.flow.exit("enough");
        $.export("after", true);
        return steps.trigger.event.lines.reduce((a, b) => a + b);
      },
    });`);
  expect(result).toMatchObject({ returnValue: 6, summary: "3 lines", exited: "enough" });
  expect(result.exports).toEqual({ $summary: "3 lines", after: true });
  expect(result.response).toMatchObject({ status: 201, body: '{"run":"ctx-1"}' });
  expect(result.logs.map(({ level, text }) => [level, text])).toEqual([
    ["info", "adding [ 1, 2, 3 ]"],
    ["error", "oops"],
  ]);
});

test("props come as on Pipedream: defaults, an account, a data store whose calls are awaited", async () => {
  const code = `
    export default {
      props: {
        limit: { type: "integer", default: 20 }, factor: { type: "integer" },
        shop: { type: "app", app: "shop" }, store: { type: "data_store" },
      },
      methods: { product() { return this.limit * this.factor; } },
      async run() {
        await this.store.set("a", { n: 1 }, { ttl: 60 });
        const all = [];
        for await (const entry of this.store) all.push(entry);
        return [this.product(), this.shop.$auth.token, await this.store.get("a"), await this.store.has("b"), await this.store.keys(), all];
      },
    };`;
  const props = { factor: "3", shop: { $auth: { token: "shop-token" } }, store: "orders" };
  const { returnValue } = await run(code, {}, { props });
  expect(returnValue).toEqual([60, "shop-token", { n: 1 }, false, ["a"], [["a", { n: 1 }]]]);
  expect(await dataStore("orders").get("a")).toEqual({ n: 1 });
  await expect(run(code, {}, { props: { factor: 1 } })).rejects.toThrow('"shop" is required');
});

test("it sees the environment that the recipe names, its own folder, and nothing else of the machine", async () => {
  const secret = path.join(home, "encryption.key");
  await writeFile(secret, "key");
  process.env["CODE_STEP_SECRET"] = "not for steps";
  // Steps that import the same packages have them once.
  const other = await placeCode(home, 'export const password = "hard-coded by another step";');
  const code = tries({
    env: "Object.keys(process.env).sort()",
    key: `fs.readFileSync(${JSON.stringify(secret)}, "utf8")`,
    otherStep: `fs.readFileSync(${JSON.stringify(other.file)}, "utf8")`,
    otherSteps: `fs.readdirSync(${JSON.stringify(path.dirname(other.file))})`,
    passwords: 'fs.readFileSync("/etc/passwd", "utf8")',
    environ: 'fs.readFileSync("/proc/self/environ", "utf8")',
    parent: 'fs.readFileSync("/proc/" + process.ppid + "/environ", "utf8")',
    elsewhere: 'fs.writeFileSync("/tmp/code-step-was-here", "x")',
    own: 'fs.writeFileSync(os.tmpdir() + "/x", "mine") ?? fs.readFileSync(os.tmpdir() + "/x", "utf8")',
    spawn: 'cp.execSync("id")',
    thread: 'new wt.Worker("1", { eval: true })',
    signal: "process.kill(process.ppid, 0)",
    link: 'fs.symlinkSync("/etc", os.tmpdir() + "/etc")',
  });
  const { returnValue } = await run(code, { env: { API_URL: "https://x.example" } });
  delete process.env["CODE_STEP_SECRET"];
  expect(returnValue).toEqual({
    env: "API_URL,TMPDIR",
    key: "ERR_ACCESS_DENIED",
    otherStep: "ERR_ACCESS_DENIED",
    otherSteps: "ERR_ACCESS_DENIED",
    passwords: "ERR_ACCESS_DENIED",
    environ: "ERR_ACCESS_DENIED",
    parent: "ERR_ACCESS_DENIED",
    elsewhere: "ERR_ACCESS_DENIED",
    own: "mine",
    spawn: "ERR_ACCESS_DENIED",
    thread: "ERR_ACCESS_DENIED",
    signal: "process.kill is not a function",
    link: "ERR_ACCESS_DENIED",
  });
});

test("a step that takes too long, or too much memory, is ended and says by which limit", async () => {
  const endless = run("export default { run() { for (;;); } }", { limits: { seconds: 1, memoryMb: 64 } });
  const large = run('export default { run() { const all = []; for (;;) all.push({ text: Math.random() + "x" }); } }', {
    limits: { seconds: 20, memoryMb: 32 },
  });
  const both = await Promise.allSettled([endless, large]);
  expect(both.map((each) => (each.status === "rejected" ? (each.reason as object) : each))).toMatchObject([
    {
      code: "code-step-timeout",
      effect: "unknown",
      message:
        'The code of "mine" took longer than 1 s and was ended (limits.seconds). Whether it changed anything elsewhere is not known.',
    },
    {
      code: "code-step-out-of-memory",
      message: expect.stringContaining("needed more than 32 MB and was ended (limits.memoryMb)"),
    },
  ]);
});

test("errors of the code are its own; a process that ends without an answer is said", async () => {
  await expect(run('export default { run() { throw new RangeError("too many"); } }')).rejects.toMatchObject({
    name: "RangeError",
    message: "too many",
  });
  await expect(run("export default { run() { process.exit(3); } }")).rejects.toThrow(
    'The code of "mine" ended its process (3) before it returned.',
  );
  await expect(run("export default {};")).rejects.toMatchObject({ code: "code-step-invalid", effect: "nothing-sent" });
  await expect(run("throw new Error('at once'); export default {};")).rejects.toThrow("cannot be loaded: at once");
  await expect(
    run('import fs from "fs"; export default { run: () => fs.readFileSync("/etc/passwd") };'),
  ).rejects.toThrow("A code step may read the packages it imports and write to os.tmpdir(), and start no process.");
});

test("$.flow pauses the run; its addresses come with an await", async () => {
  const flow = recordingFlow();
  const suspended = await run(
    "export default { async run({ $ }) { return await $.flow.suspend(60_000); } };",
    {},
    { flow },
  );
  expect(suspended.pause).toMatchObject({ kind: "suspend" });
  expect(suspended.returnValue).toEqual(flow.urls(suspended.pause?.token ?? ""));
  const triggered = await run('export default { run: ({ $ }) => $.flow.trigger("other", { a: 1 }) };', {}, { flow });
  expect([triggered.returnValue, flow.triggered]).toEqual([{ id: "run-1" }, [{ id: "other", payload: { a: 1 } }]]);
  await expect(
    run("export default { run({ $ }) { return $.flow.suspend().resume_url; } };", {}, { flow }),
  ).rejects.toThrow('Write "await $.flow.suspend(…)"');
});

test("an account's secret that the code prints is hidden", async () => {
  const code =
    'export default { props: { shop: { type: "app", app: "shop" } }, run() { console.log("key " + this.shop.$auth.key); } };';
  const { logs } = await run(code, {}, { props: { shop: { $auth: { key: "very-secret-key" } } } });
  expect(logs.map(({ text }) => text)).toEqual(["key ••••"]);
});

test("a step that nobody waits for any more is ended", async () => {
  const stop = new AbortController();
  const code = "export default { run() { for (;;); } };";
  const component = await codeComponent(stepOf(code), home);
  const running = runAction({ component, props: {}, steps: {}, context: {}, dataStore, signal: stop.signal });
  running.catch(() => undefined);
  await processesBecome(1);
  stop.abort(new Error("LastEdit stops"));
  await expect(running).rejects.toThrow("LastEdit stops");
  await processesBecome(0);
});

/** Waits until so many processes may read the folder of code without imports. */
async function processesBecome(wanted: number): Promise<void> {
  const folder = path.join(home, "imports/none");
  for (;;) {
    const { stdout } = await promisify(execFile)("ps", ["-eo", "args"]);
    if (stdout.split("\n").filter((line) => line.includes(folder)).length === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

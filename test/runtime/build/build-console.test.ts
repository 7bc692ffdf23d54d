import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const BUILDER = new URL("../../../runtime/build/build-console.ts", import.meta.url).href;
/** React's development form has it in the name of a function, so that stacks can be cut there. */
const DEVELOPMENT = "react_stack_bottom_frame";

test("the console is built with React's production form, whatever NODE_ENV says", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "lastedit-console-"));
  try {
    const program = `const { bundleConsole } = await import(${JSON.stringify(BUILDER)}); await bundleConsole(${JSON.stringify(folder)})`;
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
      env: { ...process.env, NODE_ENV: "test" },
    });
    const scripts = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".js"));
    const texts = await Promise.all(scripts.map((name) => readFile(path.join(folder, name), "utf8")));
    expect(texts.some((text) => text.includes("Minified React error"))).toBe(true);
    expect(scripts.filter((_, index) => texts[index]?.includes(DEVELOPMENT))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);

import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createFileStore } from "../../../runtime/component-host/files/file-store.ts";
import { runAction } from "../../../runtime/component-host/index.ts";
import type { Component } from "../../../runtime/component-host/index.ts";
import { startEchoServer } from "../platform/echo-server.ts";
import { memoryDataStore } from "./memory-data-store.ts";

let outside: string;
let folder: string;

beforeAll(async () => {
  outside = await mkdtemp(path.join(tmpdir(), "lastedit-files-"));
  folder = path.join(outside, "store");
  await writeFile(path.join(outside, "secret.txt"), "not yours");
});
afterAll(() => rm(outside, { recursive: true }));

const store = (): ReturnType<typeof createFileStore> =>
  createFileStore({ folder, urlOf: (file) => `https://lastedit.example/files/${file}` });

test("a file takes content in every way and gives it back in every way", async () => {
  const server = await startEchoServer();
  const files = store();
  const local = path.join(outside, "copy.txt");
  await files.open("labels/1003.txt").fromFile(path.join(outside, "secret.txt"));
  await files.open("labels/1003.txt").toFile(local);
  expect(await readFile(local, "utf8")).toBe("not yours");

  const stream = await files.open("labels/1004.txt").fromReadableStream(Readable.from(["two ", "shirts"]));
  expect(await stream.toEncodedString()).toBe("two shirts");
  expect(await stream.toEncodedString("base64", 4, 6)).toBe(Buffer.from("sh").toString("base64"));
  await pipeline(Readable.from(["one"]), await stream.createWriteStream("text/plain"));
  expect(await text(await stream.createReadStream())).toBe("one");

  const fetched = await files.open("answer.json").fromUrl(`${server.url}/o`);
  expect(JSON.parse((await fetched.toBuffer()).toString())).toEqual({ status: 200, url: "/o" });
  await expect(fetched.fromUrl(`${server.url}/status/404`)).rejects.toThrow("404");
  expect((await fetched.toBuffer()).length).toBeGreaterThan(0);
  await server.close();

  expect(await fetched.toUrl()).toBe("https://lastedit.example/files/answer.json");
  await expect(createFileStore({ folder }).open("answer.json").toUrl()).rejects.toThrow("nothing serves files here");
  await fetched.delete();
  const names: string[] = [];
  for await (const entry of files.dir()) names.push(`${entry.path}${entry.isDirectory() ? "/" : ""}`);
  expect(names).toEqual(["labels/"]);
  const sizes: unknown[] = [];
  for await (const entry of files.dir("labels")) sizes.push([entry.path, entry.size, entry.isFile()]);
  expect(sizes).toEqual([
    ["labels/1003.txt", 9, true],
    ["labels/1004.txt", 3, true],
  ]);
});

test("a file goes from step to step as its description", async () => {
  const write = action(async ({ $ }) => $.files.open("handover.txt").fromReadableStream(Readable.from(["kept"])));
  const read = action(({ $, steps }) => $.files.openDescriptor(steps["write"]).toEncodedString());
  const hostFiles = { store: store(), folder };
  const base = { props: {}, context: {}, dataStore: memoryDataStore(), files: hostFiles };
  const written = await runAction({ ...base, component: write, steps: {} });
  expect(written.returnValue).toEqual({ path: "handover.txt" });
  const again = await runAction({ ...base, component: read, steps: { write: written.returnValue } });
  expect(again.returnValue).toBe("kept");
});

test("a file that is not there is made, empty", async () => {
  expect((await store().open("new/empty.txt").toBuffer()).length).toBe(0);
});

test("no path leads out of the store, whether by dots, by a link or by a link in between", async () => {
  await mkdir(folder, { recursive: true });
  await symlink(path.join(outside, "secret.txt"), path.join(folder, "link.txt"));
  await symlink(outside, path.join(folder, "up"));
  for (const wanted of ["../secret.txt", "a/../../secret.txt", "..\\secret.txt", "link.txt", "up/secret.txt", "x\0y"]) {
    expect(() => store().open(wanted)).toThrow("leads out of the file store");
  }
  // An absolute path is one of the store's own.
  expect(store().open("/etc/passwd").path).toBe("etc/passwd");
  expect(() => store().open("")).toThrow("is the store itself");
});

test("a dir prop is a folder that is used as its accessMode says", async () => {
  const files = { store: store(), folder };
  const use = (accessMode: string, run: (dir: DirProp) => unknown): Promise<unknown> =>
    runAction({
      component: {
        ...action(() => undefined),
        props: { dir: { type: "dir", accessMode, sync: true } },
        run(this: { dir: DirProp }) {
          return run(this.dir);
        },
      },
      props: { dir: "invoices" },
      steps: {},
      context: {},
      dataStore: memoryDataStore(),
      files,
    }).then(({ returnValue }) => returnValue);
  const put = (dir: DirProp): unknown => dir.open("a.txt").fromReadableStream(Readable.from(["paid"]));
  await use("write", put);
  expect(await use("read", (dir) => dir.open("a.txt").toEncodedString())).toBe("paid");
  await expect(use("read", put)).rejects.toThrow('accessMode is "read"');
  await expect(use("write", (dir) => dir.open("a.txt").toBuffer())).rejects.toThrow('accessMode is "write"');
  expect(await use("read-write", (dir) => [String(dir) === dir.path, dir.sync])).toEqual([true, true]);
  await expect(
    runAction({
      component: { ...action(() => undefined), props: { dir: { type: "dir" } } },
      props: {},
      steps: {},
      context: {},
      dataStore: memoryDataStore(),
    }),
  ).rejects.toThrow("where no folder was given for it");
});

type DirProp = ReturnType<typeof createFileStore> & {
  toString(): string;
  readonly path: string;
  readonly sync: boolean;
};
interface Call {
  readonly $: { readonly files: ReturnType<typeof createFileStore> };
  readonly steps: Readonly<Record<string, unknown>>;
}

function action(run: (call: Call) => unknown): Component {
  return { type: "action", key: "test-files", name: "Files", version: "0.0.1", run };
}

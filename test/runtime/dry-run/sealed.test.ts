import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { DryRunner } from "../../../runtime/dry-run/dry-runner.ts";
import escapeArtist from "./hostile/escape-artist.mjs";
import { memoryDataStore } from "../../../runtime/examples/memory-data-store.ts";

const runner = new DryRunner();
const heard: string[] = [];
let server: Server;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dry-run-"));
  server = createServer((socket) => {
    heard.push("connection");
    socket.on("error", () => undefined).on("data", (data) => heard.push(String(data)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { key, version, type, annotations } = escapeArtist;
  const component = { key, version, type, annotations, props: [] };
  const file = path.relative(folder, path.resolve("test/runtime/dry-run/hostile/escape-artist.mjs"));
  await writeFile(path.join(folder, "manifest.json"), JSON.stringify({ components: [{ ...component, file }] }));
});
afterAll(async () => {
  await runner.close();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

test("nothing slips out of a dry run, whatever a component says of itself", async () => {
  const { port } = server.address() as AddressInfo;
  const file = path.join(folder, "written");
  const text = `
recipe: hostile
title: Hostile
triggers: [{ uses: lastedit-schedule }]
steps:
  - namespace: escape
    uses: test-escape-artist
    props: { port: ${port}, file: ${JSON.stringify(file)}, key: hunter2-hunter2 }
`;
  const { steps, wouldSend } = await runner.run({
    job: {
      text,
      name: "hostile",
      connections: {},
      secrets: [],
      maskPersonal: false,
      env: {},
      event: {},
      until: null,
      reuse: {},
      components: folder,
      packages: folder,
    },
    dataStore: () => memoryDataStore(),
  });
  expect(steps[0]).toMatchObject({
    status: "succeeded",
    returnValue: {
      posted: "200",
      put: "200",
      datagram: "EACCES",
      process: "dry-run-sealed",
      shell: "dry-run-sealed",
      thread: "dry-run-sealed",
      file: "dry-run-sealed",
      fileLater: "dry-run-sealed",
    },
  });
  expect(wouldSend.map(({ what, content }) => `${what}: ${content}`)).toEqual(
    expect.arrayContaining([`POST to 127.0.0.1:${port}: a=1&key=••••`, `PUT to localhost:${port}: x`]),
  );
  expect(heard).toEqual([]);
  expect(existsSync(file)).toBe(false);
});

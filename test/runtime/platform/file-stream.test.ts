import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import * as real from "@pipedream/platform";
import * as shim from "../../../runtime/platform/index.ts";

let server: Server;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lastedit-file-stream-"));
  await writeFile(path.join(folder, "packing list.txt"), "1 shirt");
  server = createServer((request, response) => {
    if (request.url === "/gone") response.writeHead(404);
    if (request.url?.startsWith("/label") === true) {
      response.writeHead(200, {
        "content-type": "image/png",
        "content-length": 5,
        "last-modified": "Wed, 21 Oct 2015 07:28:00 GMT",
        etag: '"abc"',
      });
    }
    response.write("la");
    response.end("bel");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

afterAll(async () => {
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});

async function readAll(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

async function outcome({ getFileStream, getFileStreamAndMetadata }: typeof shim, wanted: string): Promise<unknown> {
  try {
    const { stream, metadata } = await getFileStreamAndMetadata(wanted);
    return { metadata, content: await readAll(stream), plain: await readAll(await getFileStream(wanted)) };
  } catch (error) {
    return { name: (error as Error).name, message: (error as Error).message };
  }
}

test.each([
  ["a local file", () => path.join(folder, "packing list.txt")],
  ["a local file that is not there", () => path.join(folder, "none.txt")],
  ["a URL that says all about the file", (url: string) => `${url}/label/a.png?x=1`],
  ["a URL that says nothing, not even the length", (url: string) => `${url}/notes/some%20file.pdf`],
  ["a URL without a name", (url: string) => `${url}/`],
  ["a URL that answers 404", (url: string) => `${url}/gone`],
  ["a data URL", () => "data:text/plain;base64,aGVsbG8="],
  ["a data URL without a type", () => "data:,hello%20w"],
  ["a data URL with a name", () => "data:image/png;name=a.png;base64,aGVsbG8="],
  ["nothing", () => ""],
])("reads %s as the package does", async (_what, wantedOf: (url: string) => string) => {
  const wanted = wantedOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await outcome(shim, wanted)).toEqual(await outcome(real as unknown as typeof shim, wanted));
});

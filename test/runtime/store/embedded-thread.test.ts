import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { AddressInfo } from "node:net";
import type { Database } from "../../../runtime/store/database.ts";
import { openEmbeddedDatabase } from "../../../runtime/store/embedded/embedded-database.ts";

let home: string;
let database: Database;
const server = createServer((_request, response) => void response.end("heard"));

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "lastedit-thread-"));
  database = await openEmbeddedDatabase(path.join(home, "database"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.close();
  await rm(home, { recursive: true, force: true });
});

test("while the embedded database works at a statement, the process answers requests", async () => {
  let isDone = false;
  const sum = database.query("SELECT sum(n % 7) AS sum FROM generate_series(1, 3000000) AS n").then(({ rows }) => {
    isDone = true;
    return rows;
  });
  const { port } = server.address() as AddressInfo;
  const answers: { readonly said: string; readonly whileItWorked: boolean }[] = [];
  for (let index = 0; index < 5; index++) {
    const said = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    answers.push({ said, whileItWorked: !isDone });
  }
  expect(await sum).toEqual([{ sum: 8999997 }]);
  expect(answers).toEqual(Array.from({ length: 5 }, () => ({ said: "heard", whileItWorked: true })));
}, 60_000);

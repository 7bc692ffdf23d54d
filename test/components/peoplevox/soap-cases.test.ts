import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import type { PeoplevoxClient } from "../../../components/peoplevox/wms-client.ts";
import { clientFor, failureOf } from "./support/clients.ts";
import { sendSoap, startSoapTestServer } from "./support/soap-test-server.ts";

const CASES = new URL("soap-cases/", import.meta.url);

/**
 * One folder per case: the call (`request.json`), what must go over the wire for it (`request.xml`), what Peoplevox
 * answers (`response.xml`) and what the caller gets (`response.json`).
 */
interface Case {
  readonly call: keyof PeoplevoxClient;
  readonly args: readonly unknown[];
  readonly httpStatus?: number;
}

interface Outcome {
  readonly result?: unknown;
  readonly error?: Readonly<Record<string, unknown>>;
}

test.each(readdirSync(CASES))("%s", async (name) => {
  const read = (file: string) => readFileSync(new URL(`${name}/${file}`, CASES), "utf8");
  const { call, args, httpStatus = 200 } = JSON.parse(read("request.json")) as Case;
  const expected = JSON.parse(read("response.json")) as Outcome;
  const server = await startSoapTestServer((request, response) => {
    if (request.operation === "Authenticate") {
      sendSoap(response, "Authenticate", { totalCount: 1, detail: "acme1234,11112222-3333-4444-5555-666677778888" });
    } else response.writeHead(httpStatus, { "Content-Type": "text/xml; charset=utf-8" }).end(read("response.xml"));
  });
  try {
    const client = clientFor(server.url);
    const promise = (client[call] as (...given: readonly unknown[]) => Promise<unknown>)(...args);
    if (expected.error === undefined) expect(await promise).toEqual(expected.result);
    else expect(await failureOf(promise)).toMatchObject(expected.error);

    const [, sent] = server.requests;
    expect(sent?.xml).toBe(read("request.xml"));
    expect(sent?.headers["soapaction"]).toBe(`"http://www.peoplevox.net/${sent?.operation ?? ""}"`);
    expect(sent?.headers["content-type"]).toBe("text/xml; charset=utf-8");
  } finally {
    await server.close();
  }
});

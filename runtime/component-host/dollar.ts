import { NotSupportedError } from "./errors.ts";
import { toHttpResponse } from "./http-response.ts";
import { toJson } from "./json.ts";
import type { ActionResult, HttpResponse } from "./types.ts";

const SEND_KINDS = ["http", "email", "s3", "emit", "sse", "sql", "snowflake"] as const;

type DollarRecord = Pick<ActionResult, "exports" | "summary" | "exited" | "response" | "sent">;

/** The `$` of one action run, and what was recorded through it. */
export function createDollar(context: Readonly<Record<string, unknown>>): { api: object; record(): DollarRecord } {
  const exports: Record<string, unknown> = {};
  const sent: { kind: string; config: unknown }[] = [];
  let exited: string | null = null;
  let response: HttpResponse | null = null;

  const api = {
    export: (name: string, value: unknown): void => {
      exports[name] = toJson(value);
    },
    flow: {
      // The rest of the step still runs: components call this without `return`.
      exit: (reason?: unknown): void => {
        exited = reason === undefined ? "" : typeof reason === "string" ? reason : JSON.stringify(reason);
      },
      delay: notSupported("$.flow.delay", "Let the trigger wait, or retry the run."),
      suspend: notSupported("$.flow.suspend", "Raise an exception for a person instead."),
      rerun: notSupported("$.flow.rerun", "Throw an error that may be retried instead."),
      trigger: notSupported("$.flow.trigger", "Name the other recipe's trigger instead."),
      refreshTimeout: (): void => undefined,
    },
    send: Object.fromEntries(
      SEND_KINDS.map((kind) => [kind, (config: unknown): void => void sent.push({ kind, config: toJson(config) })]),
    ),
    respond: (given: unknown): Promise<void> => {
      response ??= toHttpResponse(given);
      return Promise.resolve();
    },
    context: structuredClone(context) as Record<string, unknown>,
    get files(): never {
      throw new NotSupportedError("$.files", "Pass the content between steps instead.");
    },
  };

  return {
    api,
    record() {
      const summary = exports["$summary"];
      return { exports, summary: typeof summary === "string" ? summary : null, exited, response, sent };
    },
  };
}

function notSupported(feature: string, instead: string): () => never {
  return () => {
    throw new NotSupportedError(feature, instead);
  };
}

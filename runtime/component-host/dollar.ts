import { NotSupportedError } from "./errors.ts";
import type { FileStore } from "./files/file-store.ts";
import { createFlow } from "./flow-control.ts";
import type { FlowDoor } from "./flow-control.ts";
import { readBody, toHttpResponse } from "./http-response.ts";
import { isRecord, toJson } from "./json.ts";
import type { ActionResult, HttpResponse } from "./types.ts";

const SEND_KINDS = ["http", "email", "s3", "emit", "sse", "sql", "snowflake"] as const;

export interface DollarOptions {
  readonly context: Readonly<Record<string, unknown>>;
  readonly files: FileStore | undefined;
  /** `null` in a test of a step; `"absent"` where `$.flow` is undefined, as in Connect. */
  readonly flow: FlowDoor | null | "absent";
  /** Called at once with what `$.respond` gave with `immediate: true`. */
  respondNow(response: HttpResponse): Promise<void>;
  warn(text: string): void;
}

type DollarRecord = Pick<ActionResult, "exports" | "summary" | "exited" | "response" | "sent" | "pause">;

/** The `$` of one action run, and what was recorded through it. */
export interface Dollar {
  readonly api: object;
  /** Resolves when a body that was given as a stream has been read. */
  settled(): Promise<void>;
  record(): DollarRecord;
}

export function createDollar(options: DollarOptions): Dollar {
  const { context, files, warn } = options;
  const exports: Record<string, unknown> = {};
  const sent: { kind: string; config: unknown }[] = [];
  const flow = options.flow === "absent" ? null : createFlow({ door: options.flow, warn });
  let response: HttpResponse | null = null;
  let responding: Promise<void> | null = null;

  async function respond(given: Readonly<Record<string, unknown>>, head: HttpResponse): Promise<void> {
    const { body, immediate } = given;
    const withoutBody = body === undefined || body === null;
    response = withoutBody ? head : toHttpResponse({ ...given, body: await readBody(body) });
    if (immediate === true) await options.respondNow(response);
  }

  const api = {
    export: (name: string, value: unknown): void => {
      exports[name] = toJson(value);
    },
    ...(flow === null ? {} : { flow: flow.api }),
    send: Object.fromEntries(
      SEND_KINDS.map((kind) => [kind, (config: unknown): void => void sent.push({ kind, config: toJson(config) })]),
    ),
    respond: (given: unknown): Promise<void> => {
      if (responding !== null) {
        warn("$.respond() was called a second time and had no effect.");
        return responding;
      }
      const wanted = isRecord(given) ? given : {};
      // A status that cannot be is told at once, before a stream is read.
      responding = respond(wanted, toHttpResponse({ ...wanted, body: null }));
      // Components often leave the promise alone; the step's end looks at it.
      responding.catch(() => undefined);
      return responding;
    },
    context: structuredClone(context) as Record<string, unknown>,
    get files(): FileStore {
      if (files !== undefined) return files;
      throw new NotSupportedError(
        "$.files where no folder was given for it",
        "Pass the content between steps instead.",
      );
    },
  };

  return {
    api,
    settled: async () => {
      await responding;
    },
    record() {
      const summary = exports["$summary"];
      return {
        exports,
        summary: typeof summary === "string" ? summary : null,
        exited: flow?.exited ?? null,
        pause: flow?.pause ?? null,
        response,
        sent,
      };
    },
  };
}

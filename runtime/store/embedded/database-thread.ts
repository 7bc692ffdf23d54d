import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { LAST_LINE, START_PARAMS } from "./start-params.ts";
import type { DatabaseReply, DatabaseRequest, DatabaseThreadOptions, PostgresEnded } from "./messages.ts";

/** PGlite in its own thread, so that webhooks are answered while SQL runs. Started by `embedded-database.ts`. */
async function serve(options: DatabaseThreadOptions): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error("The database thread has to be started as a worker thread.");
  const place = options.folder === undefined ? {} : { dataDir: options.folder };
  const onStderr = (line: string): boolean => {
    const { message = line, ...fields } = LAST_LINE.exec(line)?.groups ?? {};
    if (fields["severity"] !== undefined) port.postMessage({ id: null, message, fields } satisfies PostgresEnded);
    return false;
  };
  const database = await PGlite.create({ ...place, startParams: [...START_PARAMS], onStderr });
  port.on("message", (request: DatabaseRequest) => {
    // PGlite keeps its own queue: statements run in the order in which they arrive.
    void answer(database, request).then((reply) => {
      port.postMessage(reply);
      if (request.kind === "close") port.close();
    });
  });
  port.postMessage({ id: 0, ok: true, rows: [], affected: 0 } satisfies DatabaseReply);
}

async function answer(database: PGlite, request: DatabaseRequest): Promise<DatabaseReply> {
  try {
    if (request.kind === "close") {
      await database.close();
      return { id: request.id, ok: true, rows: [], affected: 0 };
    }
    if (request.kind === "exec") {
      const results = await database.exec(request.sql);
      return { id: request.id, ok: true, rows: results.flatMap((result) => result.rows), affected: 0 };
    }
    const result = await database.query<Record<string, unknown>>(request.sql, [...request.params]);
    return { id: request.id, ok: true, rows: result.rows, affected: result.affectedRows ?? 0 };
  } catch (error) {
    return refusal(request.id, error);
  }
}

/** Keeps PostgreSQL's own fields (`code`, `detail`, `constraint`, …): pg-boss and our code read them. */
function refusal(id: number, error: unknown): DatabaseReply {
  if (!(error instanceof Error)) return { id, ok: false, message: String(error), fields: {} };
  const texts = Object.entries(error).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[0] !== "query",
  );
  return { id, ok: false, message: error.message, fields: Object.fromEntries(texts) };
}

await serve(workerData as DatabaseThreadOptions);

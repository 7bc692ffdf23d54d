// Whether several workers together keep to one tenant's request budget, and how much of it they use.
//   DATABASE_URL=postgres://… node bench/request-budget.ts [workers] [requests per worker]
// Each worker is a process of its own; a server on this machine counts what arrives. Prints one line of JSON.
// The table `lastedit.budgets` of that database is emptied first.
import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { RequestLimits } from "../components/peoplevox/request-budget.ts";
import { SharedBudget } from "../runtime/engine/budget/shared-budget.ts";
import { migrate } from "../runtime/store/migrations/migrate.ts";
import { openPostgresDatabase } from "../runtime/store/postgres-database.ts";

/** Peoplevox's own, with a shorter window so that the measurement does not take minutes. */
const LIMITS: RequestLimits = { requests: 15, perMs: 5_000, atOnce: 10 };
const ANSWER_MS = 80;
const databaseUrl = process.env["DATABASE_URL"];
if (databaseUrl === undefined) throw new Error("Set DATABASE_URL to a PostgreSQL that may be written to.");
const database = openPostgresDatabase(databaseUrl, 2);
const [first = "2", second = "20", server] = process.argv.slice(2);

if (server === undefined) await measure(Number(first), Number(second));
else await work(first, Number(second), server);
await database.close();

async function work(worker: string, requests: number, url: string): Promise<void> {
  let transactions = 0;
  const counted = {
    ...database,
    transaction: <T>(task: Parameters<typeof database.transaction<T>>[0]): Promise<T> => {
      transactions += 1;
      return database.transaction(task);
    },
  };
  const budget = new SharedBudget({
    database: counted,
    worker,
    tenant: "bench",
    limits: LIMITS,
    onTrouble: (message) => process.stderr.write(`${message}\n`),
  });
  await Promise.all(
    Array.from({ length: requests }, async () => {
      const release = await budget.acquire();
      await fetch(url, { method: "POST", body: worker });
      release();
    }),
  );
  await budget.stop();
  process.send?.({ transactions });
  process.disconnect();
}

async function measure(workers: number, requests: number): Promise<void> {
  await migrate(database);
  await database.exec("DELETE FROM lastedit.budgets");
  const arrivals: { at: number; worker: string }[] = [];
  let [open, most] = [0, 0];
  const counter = createServer((request, response) => {
    const at = performance.now();
    most = Math.max(most, ++open);
    let worker = "";
    request.on("data", (chunk: Buffer) => (worker += chunk.toString()));
    request.on("end", () => {
      arrivals.push({ at, worker });
      setTimeout(() => {
        open -= 1;
        response.end("ok");
      }, ANSWER_MS);
    });
  });
  await new Promise<void>((resolve) => counter.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(counter.address() as AddressInfo).port}/`;
  const transactions = await Promise.all(
    Array.from({ length: workers }, (_, index) => {
      const child = fork(import.meta.filename, [`w${index}`, String(requests), url], { env: process.env });
      return new Promise<number>((resolve, reject) => {
        child.once("message", (message: { transactions: number }) => resolve(message.transactions));
        child.once("exit", (code) => reject(new Error(`A worker ended with ${code ?? "a signal"}.`)));
      });
    }),
  );
  counter.close();
  const times = arrivals.map(({ at }) => at).sort((a, b) => a - b);
  const windows = times.map((from) => times.filter((at) => at >= from && at < from + LIMITS.perMs).length);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  const firstHalf = arrivals.slice(0, Math.floor(arrivals.length / 2)).map(({ worker }) => worker);
  const perWorker = Array.from(
    { length: workers },
    (_, index) => firstHalf.filter((each) => each === `w${index}`).length,
  );
  console.log(
    JSON.stringify({
      workers,
      requests: arrivals.length,
      budget: `${LIMITS.requests} in ${LIMITS.perMs} ms`,
      mostInAnyWindow: Math.max(...windows),
      mostAtOnce: most,
      seconds: Number(seconds.toFixed(1)),
      usedOfBudget: Number(
        ((arrivals.length - LIMITS.requests / 2) / ((seconds * 1000 * LIMITS.requests) / LIMITS.perMs)).toFixed(2),
      ),
      firstHalfByWorker: perWorker,
      transactionsPerRequest: Number((transactions.reduce((sum, each) => sum + each, 0) / arrivals.length).toFixed(2)),
    }),
  );
}

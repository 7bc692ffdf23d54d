import { AsyncLocalStorage } from "node:async_hooks";

const open = new AsyncLocalStorage<{ readonly database: symbol; finished: boolean }>();

/** Runs `work` as the inside of a transaction of the database with this mark. */
export async function insideTransaction<T>(database: symbol, work: () => Promise<T>): Promise<T> {
  const scope = { database, finished: false };
  try {
    return await open.run(scope, work);
  } finally {
    scope.finished = true;
  }
}

/** @throws {Error} When called from inside a transaction of the same database that is still open */
export function refuseInsideTransaction(database: symbol): void {
  const scope = open.getStore();
  if (scope?.database !== database || scope.finished) return;
  throw new Error(
    "A transaction is open here: run this statement on the transaction, not on the database. Nothing was sent.",
  );
}

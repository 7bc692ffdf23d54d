import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from "kysely";
import type { Queryable } from "./database.ts";
import type { Tables } from "./tables.ts";

/**
 * Kysely over our own port: typed queries on a database or on an open transaction.
 * Transactions belong to the port (`database.transaction`), so Kysely's own are refused.
 */
export function typedQueries(queryable: Queryable): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new PortDriver(queryable),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }).withSchema("lastedit");
}

class PortDriver extends DummyDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(queryable: Queryable) {
    super();
    this.#connection = {
      async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
        const { rows, affected } = await queryable.query<R>(compiled.sql, compiled.parameters);
        return { rows, numAffectedRows: BigInt(affected) };
      },
      streamQuery: () => {
        throw new Error("Streaming is not offered by the store: page with limit and offset.");
      },
    };
  }

  override acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.#connection);
  }

  override beginTransaction(): Promise<void> {
    return Promise.reject(new Error("Use database.transaction(): Kysely's own transactions are not offered here."));
  }
}

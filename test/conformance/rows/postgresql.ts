import { openPostgresServer } from "../postgres-server.ts";
import type { Row } from "../row.ts";

const FOLDER = "@pipedream/postgresql/actions";

export const postgresql: Row = {
  number: 20,
  package: "@pipedream/postgresql",
  components: ["postgresql-insert-row", "postgresql-find-row", "postgresql-execute-custom-query"],
  exercises:
    "`sql` prop, options that page with `prevContext`, `sqlProp` and `sqlProxy` mixed into an app, its own driver over TLS",
  remark: "Against PostgreSQL itself (PGlite) behind a port.",
  async run(check, world) {
    const server = await openPostgresServer();
    try {
      await server.query("CREATE TABLE stock (item_code text PRIMARY KEY, on_hand int)");
      const account = {
        host: "127.0.0.1",
        port: server.port,
        user: "shop",
        password: "pg-secret",
        database: "postgres",
        ssl_verification_mode: "skip_verification",
      };
      const base = { postgresql: { $auth: account }, schema: "public", table: "stock" };
      const insert = await world.load(`${FOLDER}/insert-row/insert-row.mjs`);
      const tables = await world.options(insert, "table", base);
      check.equal("tables are options", tables.options, [{ label: "stock", value: "stock" }]);
      const rows = Array.from({ length: 25 }, (_, index) => ({
        item_code: `I${String(index).padStart(2, "0")}`,
        on_hand: index,
      }));
      const inserted = await world.action(insert, { ...base, rowValues: JSON.stringify(rows) });
      check.equal("rows given as text are inserted", inserted.summary, "Successfully inserted 25 rows");
      check.equal("in the database", await server.query("SELECT count(*)::int AS n FROM stock"), [{ n: 25 }]);

      const find = await world.load(`${FOLDER}/find-row/find-row.mjs`);
      const values = { ...base, column: "item_code" };
      const first = await world.options(find, "value", values);
      check.equal("the first page gets {} as prevContext", [first.options.length, first.context], [20, { offset: 20 }]);
      const second = await world.options(find, "value", values, { page: 1, prevContext: first.context ?? {} });
      check.equal("the second page goes on from there", second.options.length, 5);
      const found = await world.action(find, { ...values, value: "I07" });
      check.equal("a row is found", found.returnValue, { item_code: "I07", on_hand: 7 });
      check.equal(
        "one that is not there is said so",
        (await world.action(find, { ...values, value: "none" })).summary,
        "Row not found",
      );

      const query = await world.load(`${FOLDER}/execute-custom-query/execute-custom-query.mjs`);
      const sql = { query: "SELECT on_hand * $2::int AS doubled FROM stock WHERE item_code = $1", params: ["I04", 2] };
      check.equal("a sql prop has query and params", (await world.action(query, { ...base, sql })).returnValue, [
        { doubled: 8 },
      ]);
      const plain = await world.action(query, { ...base, sql: "SELECT 1 AS one" });
      check.equal("bare text is a query without params", plain.returnValue, [{ one: 1 }]);
      const wrong = world.action(query, { ...base, sql: "SELECT * FROM nowhere" });
      await check.rejects("an error of the database is the step's error", wrong, /relation "nowhere" does not exist/);
      await check.rejects("a sql prop without a value is refused", world.action(query, base), /"sql" is required/);
    } finally {
      await server.close();
    }
  },
};

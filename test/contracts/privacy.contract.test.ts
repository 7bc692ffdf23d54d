import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createExceptionStore } from "../../components/lastedit/exception-store.ts";
import { openDataStore } from "../../runtime/store/data-store.ts";
import type { Database } from "../../runtime/store/database.ts";
import { migrate } from "../../runtime/store/migrations/migrate.ts";
import { readCustomerRequest } from "../../runtime/store/privacy/customer-request.ts";
import { customerData, redactCustomer } from "../../runtime/store/privacy/redact-customer.ts";
import { redactShop } from "../../runtime/store/privacy/redact-shop.ts";
import { readStoreLog } from "../../runtime/store/store-log.ts";
import { createVault } from "../../runtime/store/vault.ts";
import { TEST_DATABASES } from "../runtime/store/open-test-databases.ts";
import { aDraft } from "../support/exception-builders.ts";
import { insertEndedRun } from "./insert-run.ts";

const vault = createVault(Buffer.alloc(32, 1));

/** As Shopify sends it on `customers/redact`. */
const REQUEST = readCustomerRequest({
  shop_id: 954889,
  shop_domain: "demo.myshopify.com",
  customer: { id: 191167, email: "Jane@Example.com", phone: null },
  orders_to_redact: [5001],
});

test("a request about a customer must say of which shop and whom", () => {
  expect(REQUEST).toEqual({ shop: "demo.myshopify.com", names: ["191167", "Jane@Example.com"], orderIds: ["5001"] });
  expect(() => readCustomerRequest({ customer: {} })).toThrow("This is no request about a customer");
  const nobody = { shop_domain: "demo.myshopify.com", customer: { email: "a@b" } };
  expect(() => readCustomerRequest(nobody)).toThrow("names no customer");
});

describe.each(TEST_DATABASES)("privacy on $name", ({ open }) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    const anna = { email: "anna@example.com" };
    await insertEndedRun(database, vault, { id: 1, endedDaysAgo: 1 });
    await insertEndedRun(database, vault, { id: 2, endedDaysAgo: 1, ...anna });
    await insertEndedRun(database, vault, { id: 3, endedDaysAgo: 1, orderId: "5001", ...anna });
    await insertEndedRun(database, vault, { id: 4, endedDaysAgo: null });
    await insertEndedRun(database, vault, { id: 5, endedDaysAgo: 1, shop: "other.myshopify.com" });
    // Found only in what is sealed: history was masked when it was stored.
    await insertEndedRun(database, vault, { id: 6, endedDaysAgo: 1 });
    await database.exec(`UPDATE lastedit.runs SET summary = 'masked' WHERE id = 6;
      UPDATE lastedit.events SET payload = '{}' WHERE run_id = 6; UPDATE lastedit.run_steps SET input = '{}', logs = '[]' WHERE run_id = 6`);
    const exceptions = createExceptionStore(openDataStore(database, "lastedit"), Date.now);
    await exceptions.raise(aDraft({ orderName: "#5001", orderId: "5001", whatHappened: "jane@example.com wrote" }));
    await exceptions.raise(aDraft({ orderName: "#7", orderId: "7" }));
  });

  afterAll(() => database.close());

  test("gives out all that is kept about one customer, sealed events in full, and nobody else's", async () => {
    const { runs, records } = await customerData(database, vault, REQUEST, "tester");
    expect(runs.map(({ run }) => run.id)).toEqual([1, 3, 4, 6]);
    expect(runs.at(-1)?.fullEvents).toMatchObject([
      { email: "jane@example.com", giftMessage: "Happy birthday, Jane!" },
    ]);
    // The exception, and the change to it that is still in the journal.
    expect(records).toHaveLength(2);
  });

  test("takes one customer's data out of history and exceptions, and leaves order numbers, SKUs and other people", async () => {
    expect(await redactCustomer(database, vault, REQUEST, "tester")).toEqual({ runs: 4, openRuns: [4], records: 2 });
    const { rows } = await database.query<{ run: number; text: string; full: boolean }>(
      `SELECT e.run_id AS run, concat(r.summary, e.payload, s.input, s.logs) AS text, e.payload_sealed IS NOT NULL AS full
       FROM lastedit.runs AS r JOIN lastedit.events AS e ON e.run_id = r.id JOIN lastedit.run_steps AS s ON s.run_id = r.id
       ORDER BY 1`,
    );
    const personal = rows.filter(({ text }) => /jane@example|birthday/i.test(text)).map(({ run }) => run);
    expect(personal).toEqual([2, 5]);
    expect(rows.filter(({ full }) => full).map(({ run }) => run)).toEqual([2, 4, 5]);
    expect(rows[0]?.text).toMatch(/OXF-SHI.*#1/);
    const { rows: kept } = await database.query<{ value: string }>(
      "SELECT value::text FROM lastedit.data_store_records",
    );
    expect(kept.map(({ value }) => value).join()).not.toMatch(/jane@example/i);
    const logged = await readStoreLog(database);
    expect(logged.map(({ what }) => what)).toEqual(["customer-redacted", "customer-data-exported"]);
    expect(JSON.stringify(logged)).not.toMatch(/jane/i);
    expect(
      (await customerData(database, vault, { ...REQUEST, orderIds: [] }, "tester")).runs.map(({ run }) => run.id),
    ).toEqual([4]);
  });

  test("takes a whole shop out, and leaves the others", async () => {
    await database.query("UPDATE lastedit.runs SET status = 'running', started_at = now() WHERE id = 4");
    const redacted = await redactShop(database, "demo.myshopify.com", "tester");
    expect(redacted).toEqual({ runs: 4, exceptions: 2, runningRuns: 1 });
    expect((await database.query("SELECT id FROM lastedit.runs ORDER BY id")).rows).toEqual([{ id: 4 }, { id: 5 }]);
    expect((await database.query("SELECT DISTINCT run_id FROM lastedit.run_steps ORDER BY 1")).rows).toHaveLength(2);
  });
});

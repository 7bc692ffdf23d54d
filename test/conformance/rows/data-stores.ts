import { describeProps } from "../../../runtime/component-host/index.ts";
import type { ActionResult } from "../../../runtime/component-host/index.ts";
import type { Row } from "../row.ts";

const NAMES = [
  "add-update-multiple-records",
  "add-update-record",
  "append-to-record",
  "delete-all-records",
  "delete-single-record",
  "get-all-records",
  "get-difference",
  "get-record-or-create",
  "has-key-or-create",
  "list-keys",
  "list-records",
  "update-ttl",
];

export const dataStores: Row = {
  number: 13,
  package: "@pipedream/data_stores",
  components: NAMES.map((name) => `data_stores-${name}`),
  exercises:
    "`data_store` props, keys as options, TTL with a clock that the test sets, `for await` over a store, dynamic props from the app",
  async run(check, world) {
    const load = (name: string) => world.load(`@pipedream/data_stores/actions/${name}/${name}.mjs`);
    const run = async (name: string, props: object = {}): Promise<ActionResult> =>
      world.action(await load(name), { dataStore: "orders", ...props });
    const returned = async (name: string, props: object = {}): Promise<unknown> => (await run(name, props)).returnValue;

    const added = await run("add-update-record", { key: "a", value: '{"n":1}' });
    check.equal("a record is added, JSON in a text parsed", added.returnValue, {
      key: "a",
      value: { n: 1 },
      ttl: null,
    });
    check.equal(
      "the summary tells new from updated",
      [added.summary, (await run("add-update-record", { key: "a", value: "2" })).summary],
      ["Successfully added a new record with the key, `a`.", "Successfully updated the record for key, `a`."],
    );
    await run("add-update-record", { key: "brief", value: "x", ttl: 60 });
    check.equal("list-keys", await returned("list-keys"), ["a", "brief"]);
    const options = await world.options(await load("delete-single-record"), "key", { dataStore: "orders" });
    check.equal(
      "the keys are the options of a key prop",
      options.options.map(({ value }) => value),
      ["a", "brief"],
    );
    world.nowMs += 59_000;
    check.equal("a record lives until its TTL", await returned("has-key-or-create", { key: "brief" }), {
      existingKeyFound: true,
      newKeyCreated: false,
    });
    world.nowMs += 1_000;
    check.equal("and not longer", await returned("has-key-or-create", { key: "brief" }), {
      existingKeyFound: false,
      newKeyCreated: false,
    });

    await run("add-update-multiple-records", { data: { b: "true", c: "3.5", d: "[1]" } });
    check.equal(
      "several records at once, as the types they look like",
      await returned("list-records", { keys: ["b", "c", "d"] }),
      { b: true, c: 3.5, d: [1] },
    );
    check.equal("get-all-records goes over the store itself", await returned("get-all-records"), {
      a: 2,
      b: true,
      c: 3.5,
      d: [1],
    });
    await run("append-to-record", { key: "d", value: "2" });
    check.equal("append-to-record", await returned("get-record-or-create", { key: "d" }), [1, 2]);
    await check.rejects(
      "a wrong use is a ConfigurationError's message",
      run("append-to-record", { key: "c", value: "1" }),
      /not an array/,
    );

    const create = await load("get-record-or-create");
    const names = async (answer: string): Promise<string[]> =>
      (await describeProps(create, { dataStore: "orders", key: "e", addRecordIfNotFound: answer }, world)).map(
        ({ name }) => name,
      );
    check.ok("Yes brings the value prop, straight from the app", (await names("Yes")).includes("value"));
    check.ok("No does not", !(await names("No")).includes("value"));
    check.equal(
      "get-record-or-create makes it",
      await returned("get-record-or-create", { key: "e", addRecordIfNotFound: "Yes", value: "new" }),
      "new",
    );
    check.equal(
      "update-ttl with a custom time",
      ((await returned("update-ttl", { key: "e", ttlOption: "custom", ttl: 10 })) as { ttl: number }).ttl,
      10,
    );
    await run("update-ttl", { key: "e", ttlOption: "0" });
    world.nowMs += 60_000;
    check.equal("a TTL taken away is gone", await returned("get-record-or-create", { key: "e" }), "new");
    check.equal(
      "a key that is not there cannot be kept longer",
      ((await returned("update-ttl", { key: "zz", ttlOption: "3600" })) as { success: boolean }).success,
      false,
    );

    await world.dataStore("others").set("a", 1);
    check.equal(
      "get-difference of two stores",
      await returned("get-difference", { dataStoreA: "orders", dataStoreB: "others" }),
      { b: true, c: 3.5, d: [1, 2], e: "new" },
    );
    check.equal(
      "delete-single-record gives what it deletes",
      await returned("delete-single-record", { key: "b" }),
      true,
    );
    await run("delete-all-records");
    check.equal("delete-all-records", await returned("list-keys"), []);
    check.equal("another store is untouched", await world.dataStore("others").keys(), ["a"]);
    await check.rejects("a data store without a name is refused", world.action(create, { key: "x" }), /dataStore/);
  },
};

import { expect, test } from "@jest/globals";
import { mergeCalls } from "../../../components/shopify/merge-calls.ts";

/** Answers each key with itself in capitals, and keeps the groups it was called with. */
function recorder() {
  const groups: string[][] = [];
  const callAll = (keys: readonly string[]) => {
    groups.push([...keys]);
    return Promise.resolve(new Map(keys.map((key) => [key, key.toUpperCase()])));
  };
  return { groups, callAll };
}

test("calls made in the same moment become one call, and each gets its own answer", async () => {
  const { groups, callAll } = recorder();
  const get = mergeCalls(callAll, { maxKeys: 25, lingerMs: 5 });
  await expect(Promise.all([get("a"), get("b"), get("a")])).resolves.toEqual(["A", "B", "A"]);
  expect(groups).toEqual([["a", "b"]]);
});

test("a full group is sent at once and the rest forms another", async () => {
  const { groups, callAll } = recorder();
  const get = mergeCalls(callAll, { maxKeys: 2, lingerMs: 5 });
  await Promise.all(["a", "b", "c"].map(get));
  expect(groups).toEqual([["a", "b"], ["c"]]);
});

test("a call made after a group was sent never shares its older answer", async () => {
  let version = 0;
  const get = mergeCalls((keys) => Promise.resolve(new Map(keys.map((key) => [key, (version += 1)]))), {
    maxKeys: 1,
    lingerMs: 5,
  });
  const first = get("a");
  const second = get("a");
  await expect(Promise.all([first, second])).resolves.toEqual([1, 2]);
});

test("a failed call fails for each of its callers, and the next call starts afresh", async () => {
  let fail = true;
  const get = mergeCalls(
    (keys) => (fail ? Promise.reject(new Error("down")) : Promise.resolve(new Map(keys.map((key) => [key, key])))),
    { maxKeys: 25, lingerMs: 1 },
  );
  const results = await Promise.allSettled([get("a"), get("b")]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fail = false;
  await expect(get("a")).resolves.toBe("a");
});

test("a key that the call did not answer fails by name", async () => {
  const get = mergeCalls(() => Promise.resolve(new Map<string, string>()), { maxKeys: 25, lingerMs: 1 });
  await expect(get("a")).rejects.toThrow('no answer for "a"');
});

import { expect, test } from "@jest/globals";
import { createSourceState, SERVICE_DB_SIZE_LIMIT_BYTES } from "../../../runtime/component-host/source-state.ts";

test("get and set are synchronous, and a key that is not there is undefined", () => {
  const state = createSourceState({ token: "t" });
  expect(state.get("token")).toBe("t");
  expect(state.get("other")).toBeUndefined();
  state.set("other", { a: [1] });
  expect(state.get("other")).toEqual({ a: [1] });
});

test.each([null, undefined])("setting %s takes the key away", (value) => {
  const state = createSourceState({ token: "t" });
  state.set("token", value);
  expect(state.get("token")).toBeUndefined();
  expect(Object.keys(state.snapshot())).toEqual(["$host"]);
});

test("a value changed after it was set or got changes nothing until it is set again", () => {
  const state = createSourceState({});
  const list = [1];
  state.set("list", list);
  list.push(2);
  (state.get("list") as number[]).push(3);
  expect(state.get("list")).toEqual([1]);
});

test("60 KB fit, one byte more does not, and the value before stays", () => {
  const state = createSourceState({});
  const overhead = '"k"'.length + '""'.length;
  const most = "x".repeat(SERVICE_DB_SIZE_LIMIT_BYTES - overhead);
  state.set("k", "before");
  expect(() => state.set("k", `${most}x`)).toThrow(
    `setting "k" would make the source's state ${SERVICE_DB_SIZE_LIMIT_BYTES + 1} bytes; the limit is ${SERVICE_DB_SIZE_LIMIT_BYTES} bytes`,
  );
  expect(state.get("k")).toBe("before");
  state.set("k", most);
  expect(state.get("k")).toBe(most);
});

test("the limit counts bytes, all keys together", () => {
  const state = createSourceState({});
  state.set("a", "é".repeat(20_000));
  expect(() => state.set("b", "é".repeat(12_000))).toThrow("the limit is 61440 bytes");
});

test("state that is already too large may still shrink", () => {
  const state = createSourceState({ a: "x".repeat(70_000), b: "y" });
  state.set("a", "x".repeat(65_000));
  expect(() => state.set("b", "yy")).toThrow("the limit");
  state.set("a", null);
  expect(state.get("a")).toBeUndefined();
});

test("setting the same value again is no change", () => {
  const state = createSourceState({ a: { b: 1 } });
  state.set("a", { b: 1 });
  expect(state.revision).toBe(0);
});

test("the host's own part is kept beside the component's and cannot be set by it", () => {
  const state = createSourceState({ a: 1, $host: { activatedAs: "d", dedupe: { ids: ["1"] } } });
  expect(state.get("$host")).toBeUndefined();
  expect(() => state.set("$host", {})).toThrow("the host's own");
  expect(state.snapshot()).toEqual({ a: 1, $host: { activatedAs: "d", dedupe: { ids: ["1"] } } });
});

import { expect, test } from "@jest/globals";
import { isOutOfDate } from "../../../console/src/api/live/live-events.ts";
import { filtersOf, parseSearchText } from "../../../console/src/app/search-text.ts";
import { placeToGo } from "../../../console/src/pages/sign-in/place-to-go.ts";

test.each([
  ["/runs?status=failed", "/runs?status=failed"],
  [undefined, "/"],
  ["https://evil.example", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/sign-in?to=/sign-in", "/"],
  ["javascript:alert(1)", "/"],
])("after signing in, %s leads to %s", (to, place) => {
  expect(placeToGo(to)).toBe(place);
});

test("filters are the named texts of the address; a number stays the text it was", () => {
  expect(filtersOf("order", "status")(parseSearchText("?order=1004&status=&other=x"))).toEqual({ order: "1004" });
});

test.each([
  [{ what: "runs", ids: [7] }, "/runs", {}, true],
  [{ what: "runs", ids: [7] }, "/runs/:id", { params: { id: "7" } }, true],
  [{ what: "runs", ids: [7] }, "/runs/:id", { params: { id: "8" } }, false],
  [{ what: "runs", ids: [] }, "/runs/:id", { params: { id: "8" } }, true],
  [{ what: "runs", ids: [7] }, "/today", {}, true],
  [{ what: "runs", ids: [7] }, "/users", {}, false],
  [{ what: "exceptions", ids: ["a"] }, "/exceptions/:id", { params: { id: "a" } }, true],
  [{ what: "health" }, "/runs", {}, false],
  [{ what: "counts", waiting: 1, running: 0, openExceptions: 0 }, "/today", {}, false],
] as const)("after %j, the answer of %s for %j is out of date: %s", (event, path, given, expected) => {
  const mutable = "ids" in event ? { ...event, ids: [...event.ids] } : event;
  expect(isOutOfDate(mutable as Parameters<typeof isOutOfDate>[0], path, given)).toBe(expected);
});

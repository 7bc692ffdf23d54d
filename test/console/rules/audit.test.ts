import { expect, test } from "@jest/globals";
import { auditActInWords } from "../../../console/src/words/audit-acts.ts";
import { auditChanges, changesInLine } from "../../../console/src/words/audit-changes.ts";
import { auditSubject } from "../../../console/src/words/audit-subjects.ts";

test.each([
  ["people.changeUser", null, "Changed a user"],
  ["exceptions.actOnMany", { act: "snooze", ok: true }, "Snoozed an exception"],
  ["exceptions.act", { act: "retry", ok: false }, "Retried an exception: refused"],
  ["area.ofAnotherVersion", null, "area.ofAnotherVersion"],
])("%s is said in words: %j", (what, after, words) => {
  expect(auditActInWords(what, after)).toBe(words);
});

test("fields that a change did not name are no changes, and few of them are one line", () => {
  const before = { name: "Anna", role: "operator", maskAfterDays: 30 };
  expect(changesInLine(auditChanges(before, { role: "editor" }))).toBe("role from operator to editor");
  expect(changesInLine(auditChanges(before, { maskAfterDays: 7 }))).toBe("mask after days from 30 to 7");
  expect(changesInLine(auditChanges(null, { act: "note", ok: true, note: "Called" }))).toBe("note: Called");
  expect(changesInLine(auditChanges(null, { a: 1, b: 2, c: 3, d: 4 }))).toBeNull();
  expect(changesInLine(auditChanges(null, { note: "a\nb" }))).toBeNull();
});

test("a subject leads to its page, and what is gone does not", () => {
  const id = "demo.myshopify.com/#1004/unknown-sku";
  expect(auditSubject("exceptions.act", id)).toEqual({
    label: "#1004, unknown sku",
    place: { to: "/exceptions/$exceptionId", params: { exceptionId: id } },
  });
  expect(auditSubject("replay.retry", "run 6").place).toEqual({ to: "/runs/$runId", params: { runId: "6" } });
  expect(auditSubject("replay.stop", "4")).toMatchObject({ label: "replay 4", place: { params: { replayId: "4" } } });
  expect(auditSubject("recipes.publish", "swap").place).not.toBeNull();
  expect(auditSubject("recipes.delete", "swap").place).toBeNull();
  expect(auditSubject("people.changeUser", "Anna")).toEqual({ label: "Anna", place: null });
});

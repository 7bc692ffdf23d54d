import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { AUDIT_ENTRIES_KEPT, withEntry } from "../../../domain/exceptions/audit-trail.ts";
import type { AuditEntry, AuditTrail, AuditWord } from "../../../domain/exceptions/audit-trail.ts";

const empty: AuditTrail = { history: [], olderHistory: null };

function trailOf(words: readonly AuditWord[]): AuditTrail {
  return words.reduce<AuditTrail>((trail, what, index) => withEntry(trail, entry(what, index)), empty);
}

function entry(what: AuditWord, index: number): AuditEntry {
  return {
    id: String(index),
    at: new Date(index * 60_000).toISOString(),
    by: what === "seen" ? null : "Anna",
    what,
    note: null,
  };
}

test("a full trail gives up sightings before what people did", () => {
  const words: AuditWord[] = ["opened", "taken", ...Array.from({ length: 60 }, () => "seen" as const), "resolved"];
  const { history, olderHistory } = trailOf(words);
  expect(history).toHaveLength(AUDIT_ENTRIES_KEPT);
  expect(history.slice(0, 2).map(({ what }) => what)).toEqual(["opened", "taken"]);
  expect(history.at(-1)).toMatchObject({ what: "resolved" });
  expect(olderHistory).toEqual({
    from: "1970-01-01T00:02:00.000Z",
    to: "1970-01-01T00:14:00.000Z",
    counts: { seen: 13 },
  });
});

test("nothing is ever dropped: entries kept and entries counted are all entries, and the newest is always kept", () => {
  const word = fc.constantFrom<AuditWord>("seen", "taken", "given-back", "snoozed", "refused");
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), (words) => {
      const { history, olderHistory } = trailOf(words);
      expect(history.length).toBeLessThanOrEqual(AUDIT_ENTRIES_KEPT);
      const total = new Map<string, number>(Object.entries(olderHistory?.counts ?? {}));
      for (const { what } of history) total.set(what, (total.get(what) ?? 0) + 1);
      const expected = new Map<string, number>();
      for (const what of words) expected.set(what, (expected.get(what) ?? 0) + 1);
      expect(total).toEqual(expected);
      if (words.length > 0) expect(history.at(-1)?.id).toBe(String(words.length - 1));
    }),
  );
});

test("the compacted part says from when to when it reaches, also when a later sighting goes before an older entry", () => {
  const words: AuditWord[] = [...Array.from({ length: 49 }, () => "taken" as const), "seen", "taken", "taken"];
  expect(trailOf(words).olderHistory).toEqual({
    from: "1970-01-01T00:00:00.000Z",
    to: "1970-01-01T00:49:00.000Z",
    counts: { seen: 1, taken: 1 },
  });
});

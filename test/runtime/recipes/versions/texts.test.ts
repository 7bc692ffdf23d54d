import fc from "fast-check";
import { describe, expect, test } from "@jest/globals";
import { diffTexts } from "../../../../runtime/recipes/versions/diff-texts.ts";
import { linesWithMarkers, mergeTexts } from "../../../../runtime/recipes/versions/merge-texts.ts";

const before = "# A comment\nsettleSeconds: 60 # seconds\nretry: standard\nsteps:\n  - a\n  - b\n";

describe("merging", () => {
  test("keeps both sides' changes, and the comments of both", () => {
    const yours = before.replace("60 # seconds", "120 # our customers are slow");
    const now = before.replace("  - b\n", "  - b\n  - c # new\n");
    expect(mergeTexts(yours, before, now)).toEqual({
      text: "# A comment\nsettleSeconds: 120 # our customers are slow\nretry: standard\nsteps:\n  - a\n  - b\n  - c # new\n",
      conflicts: 0,
    });
  });

  test("marks what both sides changed, each in its own way", () => {
    const yours = before.replace("60", "120");
    const now = before.replace("60", "90");
    const { text, conflicts } = mergeTexts(yours, before, now);
    expect(conflicts).toBe(1);
    expect(text).toContain(
      [
        "<<<<<<< yours",
        "settleSeconds: 120 # seconds",
        "||||||| shipped before",
        "settleSeconds: 60 # seconds",
        "=======",
        "settleSeconds: 90 # seconds",
        ">>>>>>> shipped now",
      ].join("\n"),
    );
    expect(linesWithMarkers(text)).toEqual([2, 4, 6, 8]);
    expect(linesWithMarkers(before)).toEqual([]);
  });

  test("the same change on both sides is no conflict", () => {
    const changed = before.replace("60", "90");
    expect(mergeTexts(changed, before, changed)).toEqual({ text: changed, conflicts: 0 });
  });

  test("line breaks of an editor on Windows are no change, and stay", () => {
    const windows = (text: string): string => text.replaceAll("\n", "\r\n");
    const now = before.replace("- b", "- c");
    expect(mergeTexts(windows(before), before, now)).toEqual({ text: windows(now), conflicts: 0 });
    expect(diffTexts(before, windows(before))).toEqual([]);
  });

  const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 }).map((lines) => lines.join("\n"));

  test("who changed nothing gets the other side's text, whatever it is", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(mergeTexts(one, one, other)).toEqual({ text: other, conflicts: 0 });
        expect(mergeTexts(other, one, one)).toEqual({ text: other, conflicts: 0 });
      }),
    );
  });

  test("a difference has all that was taken and added, and nothing else", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const lines = diffTexts(one, other);
        const count = (sign: string): number => lines.filter((line) => line.startsWith(sign)).length;
        expect(one.split("\n").length - count("-") + count("+")).toBe(other.split("\n").length);
        expect(lines.length === 0).toBe(one === other);
      }),
    );
  });
});

describe("showing a difference", () => {
  const numbers = (change: (line: number) => string): string =>
    Array.from({ length: 20 }, (_, index) => change(index + 1)).join("\n");
  const old = numbers((line) => `line ${line}`);

  test("shows each change with three lines around it, at its line in the new text", () => {
    const changed = numbers((line) => (line === 10 ? "ten" : `line ${line}`));
    expect(diffTexts(old, changed)).toEqual([
      "@@ line 7 @@",
      "  line 7",
      "  line 8",
      "  line 9",
      "- line 10",
      "+ ten",
      "  line 11",
      "  line 12",
      "  line 13",
    ]);
  });

  test("changes far from each other stand apart, near ones together", () => {
    const apart = numbers((line) => ([2, 18].includes(line) ? "changed" : `line ${line}`));
    const together = numbers((line) => ([8, 12].includes(line) ? "changed" : `line ${line}`));
    const headings = (text: string): string[] => diffTexts(old, text).filter((line) => line.startsWith("@@"));
    expect(headings(apart)).toEqual(["@@ line 1 @@", "@@ line 15 @@"]);
    expect(headings(together)).toEqual(["@@ line 5 @@"]);
  });
});

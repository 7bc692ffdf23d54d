import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createDueList } from "./due-list.ts";

test("what is due first is taken first, lower turns before higher ones, and nothing that was called off", () => {
  const item = fc.record({ dueAt: fc.nat(20), turn: fc.nat(20), cancelled: fc.boolean() });
  fc.assert(
    fc.property(fc.array(item), fc.nat(25), (items, endMs) => {
      const list = createDueList<(typeof items)[number]>();
      for (const one of items) list.add(one);
      const taken = [];
      for (let one = list.take(endMs); one !== undefined; one = list.take(endMs)) taken.push(one);
      const due = items.filter(({ dueAt, cancelled }) => !cancelled && dueAt <= endMs);
      const order = (list: typeof items) => list.map(({ dueAt, turn }) => dueAt * 100 + turn);
      expect(order(taken)).toEqual(order(due).sort((one, other) => one - other));
    }),
  );
});

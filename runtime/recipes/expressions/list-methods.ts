import { asText, joinTexts } from "./operators.ts";
import type { MethodCall } from "./method-call.ts";

type List = readonly unknown[];

/** What may be called on a list. None changes it. */
export const LIST_METHODS: Readonly<Record<string, (self: List, call: MethodCall) => unknown>> = {
  at: (self, call) => self.at(call.number(0)),
  concat(self, call) {
    const others = call.args.flatMap((arg): unknown[] => (Array.isArray(arg) ? arg : [arg]));
    call.budget.allowSize(self.length + others.length);
    return [...self, ...others];
  },
  every: (self, call) => self.every(test(call)),
  filter: (self, call) => self.filter(test(call)),
  find: (self, call) => self.find(test(call)),
  findIndex: (self, call) => self.findIndex(test(call)),
  findLast: (self, call) => self.findLast(test(call)),
  flat(self, call) {
    const items = self.flatMap((item): unknown[] => (Array.isArray(item) ? item : [item]));
    call.budget.spend(items.length);
    call.budget.allowSize(items.length);
    return items;
  },
  flatMap(self, call) {
    const made: unknown[] = [];
    for (const value of self.map(each(call))) {
      const items: unknown[] = Array.isArray(value) ? value : [value];
      call.budget.allowSize(made.length + items.length);
      call.budget.spend(items.length);
      for (const item of items) made.push(item);
    }
    return made;
  },
  includes: (self, call) => self.includes(call.args[0]),
  indexOf: (self, call) => self.indexOf(call.args[0]),
  join(self, call) {
    const separator = call.text(0, ",");
    const texts = self.map((item) => (item === null || item === undefined ? "" : asText(item, call.fail)));
    return joinTexts(
      texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text])),
      call.budget,
    );
  },
  lastIndexOf: (self, call) => self.lastIndexOf(call.args[0]),
  map: (self, call) => self.map(each(call)),
  reduce(self, call) {
    const callback = call.callback();
    if (call.args.length < 2) return call.fail("reduce needs a start value as its second argument.");
    let result = call.args[1];
    for (const [index, item] of self.entries()) result = callback([result, item, index]);
    return result;
  },
  slice: (self, call) => self.slice(call.number(0, 0), call.number(1, self.length)),
  some: (self, call) => self.some(test(call)),
  toReversed: (self) => [...self].reverse(),
  toSorted(self, call) {
    if (call.args.length > 0) return call.fail("toSorted takes no function: it sorts texts or numbers upwards.");
    call.budget.spend(self.length * 16);
    if (self.every((item) => typeof item === "number")) return [...self].sort((a, b) => a - b);
    if (self.every((item) => typeof item === "string")) return [...self].sort();
    return call.fail("toSorted needs a list of texts or a list of numbers.");
  },
};

function each(call: MethodCall): (item: unknown, index: number) => unknown {
  const callback = call.callback();
  return (item, index) => callback([item, index]);
}

function test(call: MethodCall): (item: unknown, index: number) => boolean {
  const callback = call.callback();
  return (item, index) => Boolean(callback([item, index]));
}

import { joinTexts } from "./operators.ts";
import type { MethodCall } from "./method-call.ts";

/** What may be called on a text. Texts to look for are texts, never patterns; replacements are taken literally. */
export const TEXT_METHODS: Readonly<Record<string, (self: string, call: MethodCall) => unknown>> = {
  at: (self, call) => self.at(call.number(0)),
  charAt: (self, call) => self.charAt(call.number(0)),
  endsWith: (self, call) => self.endsWith(call.text(0)),
  includes: (self, call) => self.includes(call.text(0)),
  indexOf: (self, call) => self.indexOf(call.text(0)),
  lastIndexOf: (self, call) => self.lastIndexOf(call.text(0)),
  padEnd(self, call) {
    call.budget.allowSize(call.number(0));
    return self.padEnd(call.number(0), call.text(1, " "));
  },
  padStart(self, call) {
    call.budget.allowSize(call.number(0));
    return self.padStart(call.number(0), call.text(1, " "));
  },
  repeat(self, call) {
    const count = call.number(0);
    if (!Number.isInteger(count) || count < 0) return call.fail(`repeat needs a whole number from 0, got ${count}.`);
    call.budget.allowSize(self.length * count);
    return self.repeat(count);
  },
  replace(self, call) {
    const replacement = call.text(1);
    return self.replace(call.text(0), () => replacement);
  },
  replaceAll(self, call) {
    const parts = self.split(call.text(0));
    const replacement = call.text(1);
    call.budget.allowSize(self.length + parts.length * replacement.length);
    return parts.join(replacement);
  },
  slice: (self, call) => self.slice(call.number(0, 0), call.number(1, self.length)),
  split: (self, call) => self.split(call.text(0), call.number(1, self.length + 1)),
  startsWith: (self, call) => self.startsWith(call.text(0)),
  substring: (self, call) => self.substring(call.number(0), call.number(1, self.length)),
  toLowerCase: (self) => self.toLowerCase(),
  toString: (self: string) => self,
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
  trimEnd: (self) => self.trimEnd(),
  trimStart: (self) => self.trimStart(),
  concat: (self, call) => joinTexts([self, ...call.args.map((_, index) => call.text(index))], call.budget),
};

/** What may be called on a number. */
export const NUMBER_METHODS: Readonly<Record<string, (self: number, call: MethodCall) => unknown>> = {
  toFixed(self, call) {
    const digits = call.number(0, 0);
    return digits >= 0 && digits <= 100
      ? self.toFixed(digits)
      : call.fail(`toFixed takes 0 to 100 digits, got ${digits}.`);
  },
  toString: (self: number) => String(self),
};

export const BOOLEAN_METHODS: Readonly<Record<string, (self: boolean, call: MethodCall) => unknown>> = {
  toString: (self: boolean) => String(self),
};

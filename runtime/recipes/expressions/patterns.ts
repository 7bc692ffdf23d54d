import type { Pattern } from "acorn";
import { ownProperty } from "./values.ts";

type Fail = (problem: string) => never;

/** Binds a parameter: a name, or names taken from a list or an object, as in `([sku, count]) => …`. */
export function bindPattern(pattern: Pattern, value: unknown, locals: Map<string, unknown>, fail: Fail): void {
  switch (pattern.type) {
    case "Identifier":
      locals.set(pattern.name, value);
      return;
    case "ArrayPattern":
      pattern.elements.forEach((element, index) => {
        if (element !== null) bindPattern(element, ownProperty(value, String(index)), locals, fail);
      });
      return;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        if (property.type === "RestElement" || property.computed || property.key.type !== "Identifier") break;
        bindPattern(property.value, ownProperty(value, property.key.name), locals, fail);
      }
      if (pattern.properties.every((property) => property.type === "Property" && property.key.type === "Identifier"))
        return;
      break;
    default:
  }
  fail("a function's parameter is a name, or a list or an object of names.");
}

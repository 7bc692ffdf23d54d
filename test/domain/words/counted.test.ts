import { expect, test } from "@jest/globals";
import { counted } from "../../../domain/words/counted.ts";

test("one is singular, none and many are plural", () => {
  expect([0, 1, 2].map((count) => counted(count, "item row"))).toEqual(["0 item rows", "1 item row", "2 item rows"]);
});

import { afterAll, afterEach, beforeAll, describe, jest } from "@jest/globals";
import { WALK_MS } from "./support/limits.ts";
import { openWorld } from "./support/world.ts";
import type { World } from "./support/world.ts";
import { connections } from "./walks/connections.ts";
import { everyPage } from "./walks/every-page.ts";
import { exceptions } from "./walks/exceptions.ts";
import { gapsAndManual } from "./walks/gaps-and-manual.ts";
import { hostileTexts } from "./walks/hostile-texts.ts";
import { keyboard } from "./walks/keyboard.ts";
import { live } from "./walks/live.ts";
import { nothingLost } from "./walks/nothing-lost.ts";
import { orders } from "./walks/orders.ts";
import { recipeByMerchant } from "./walks/recipe-by-merchant.ts";
import { recipeFromNothing } from "./walks/recipe-from-nothing.ts";
import { recipes } from "./walks/recipes.ts";
import { replaysAndSettings } from "./walks/replays-and-settings.ts";
import { routingAndProfile } from "./walks/routing-and-profile.ts";
import { runs } from "./walks/runs.ts";
import { signIn } from "./walks/sign-in.ts";
import { today } from "./walks/today.ts";

jest.setTimeout(WALK_MS);

// One LastEdit and one browser for all walks: starting them takes longer than most walks do.
let world: World | undefined;
const opened = (): World => {
  if (world === undefined) throw new Error("LastEdit or the browser did not start; see above.");
  return world;
};
beforeAll(async () => {
  world = await openWorld();
}, 180_000);
afterEach(() => world?.closePages());
afterAll(() => world?.close());

describe("sign-in", () => signIn(opened));
describe("today", () => today(opened));
describe("exceptions", () => exceptions(opened));
describe("orders", () => orders(opened));
describe("runs", () => runs(opened));
describe("live", () => live(opened));
describe("keyboard", () => keyboard(opened));
describe("nothing lost", () => nothingLost(opened));
describe("connections", () => connections(opened));
describe("routing and profile", () => routingAndProfile(opened));
describe("gaps and manual", () => gapsAndManual(opened));
describe("a recipe by a merchant", () => recipeByMerchant(opened));
describe("a recipe from nothing", () => recipeFromNothing(opened));
describe("recipes", () => recipes(opened));
describe("replays and settings", () => replaysAndSettings(opened));
describe("hostile texts", () => hostileTexts(opened));
describe("every page", () => everyPage(opened));

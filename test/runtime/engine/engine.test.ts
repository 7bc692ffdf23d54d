import { afterAll, afterEach, beforeAll, beforeEach, describe } from "@jest/globals";
import type { Database } from "../../../runtime/store/database.ts";
import { TEST_DATABASES } from "../store/open-test-databases.ts";
import { openEngine } from "./engine-fixture.ts";
import type { EngineFixture } from "./engine-fixture.ts";
import { retries } from "./rules/retries.ts";
import { runsPerOrder } from "./rules/runs-per-order.ts";
import { secrecy } from "./rules/secrecy.ts";
import { steps } from "./rules/steps.ts";
import { stopping } from "./rules/stopping.ts";

// One database of each kind for all rules: opening it takes longer than most of them do.
describe.each(TEST_DATABASES)("on $name", ({ open }) => {
  let database: Database;
  let fixture: EngineFixture;

  beforeAll(async () => {
    database = await open();
  });

  beforeEach(async () => {
    fixture = await openEngine(database);
  });

  afterEach(() => fixture.close());
  afterAll(() => database.close());

  for (const rulesOf of [steps, runsPerOrder, retries, secrecy, stopping]) rulesOf(() => fixture);
});

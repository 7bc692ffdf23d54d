import { expect, test } from "@jest/globals";
import { openOwnPostgres } from "../runtime/store/open-test-databases.ts";
import { ALL_WELL } from "../faults/world/at-rest.ts";
import { playWorkers } from "./play-workers.ts";

const SERVER = process.env["LASTEDIT_TEST_DATABASE_URL"];
const BUDGET = { requests: 15, perMs: 5_000 };

// Workers need a PostgreSQL; where there is none, the gate says so.
const onPostgres = SERVER === undefined ? () => undefined : test;

onPostgres(
  "two workers share the work and the request budget, never two at one order; a killed one's runs are taken over within 30 s",
  async () => {
    const { database, url } = await openOwnPostgres(new URL(SERVER!));
    const end = await playWorkers({
      databaseUrl: url,
      workers: 2,
      orders: 24,
      edits: 48,
      budget: BUDGET,
      killOne: true,
      concurrency: 8,
    });
    await database.close();

    expect(end.invariants).toEqual(ALL_WELL);
    expect(end.end).toMatchObject({ inSync: 24, repeatedWrites: 0 });
    expect({ eventsTwice: end.eventsTwice, overlaps: end.overlaps }).toEqual({ eventsTwice: [], overlaps: [] });
    expect(end.overBudget).toBe(0);
    expect(end.mostInAnyWindow).toBeLessThanOrEqual(BUDGET.requests);
    expect(Object.keys(end.endedBy)).toContain(end.killed === "worker-1" ? "worker-2" : "worker-1");
    expect(end.takeoversMs.length).toBeGreaterThan(0);
    expect(Math.max(...end.takeoversMs)).toBeLessThan(30_000);
  },
  150_000,
);

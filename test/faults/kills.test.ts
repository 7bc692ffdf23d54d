import { expect, test } from "@jest/globals";
import { openCustomers } from "./world/customers.ts";
import { openFaultWorld } from "./world/fault-world.ts";
import { playCell } from "./world/kill-cell.ts";
import { processVictim } from "./world/victims.ts";

// All moments and all victims: bench/kill-matrix.ts.
test("a process killed after the warehouse took its write, its answer lost, loses nothing and writes nothing twice", async () => {
  const world = await openFaultWorld({ databaseUrl: null });
  try {
    await world.start("lastedit", "start");
    const customers = await openCustomers(world.sandbox, 20_261_124);
    await customers.place(8);
    const cell = await playCell(world, customers, processVictim(world, "lastedit"), "after write");
    expect(cell).toMatchObject({ lost: 0, repeatedWrites: 0, inSync: 8, wrong: [] });
    expect(cell.accepted).toBeGreaterThan(8);
  } finally {
    await world.close();
  }
}, 150_000);

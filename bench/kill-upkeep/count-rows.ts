import type { Database } from "../../runtime/store/database.ts";
import type { Place } from "./place.ts";
import { use } from "./place.ts";

/** By its words: what is counted, and what the count must be. */
export type Wanted = Readonly<Record<string, readonly [from: string, count: number]>>;

export async function numberOf(place: Place, from: string): Promise<number> {
  return use(await place.open(), (database) => count(database, from));
}

async function count(database: Database, from: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`);
  return rows[0]?.n ?? 0;
}

/** @returns What differs from what was wanted, in words */
export async function differences(place: Place, wanted: Wanted): Promise<string[]> {
  return use(await place.open(), async (database) => {
    const wrong: string[] = [];
    for (const [words, [from, expected]] of Object.entries(wanted)) {
      const found = await count(database, from);
      if (found !== expected) wrong.push(`${words}: ${found}, expected ${expected}`);
    }
    return wrong;
  });
}

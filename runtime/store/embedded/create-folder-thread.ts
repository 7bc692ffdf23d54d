import { rename, rm } from "node:fs/promises";
import { workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { START_PARAMS } from "./start-params.ts";

/**
 * Makes the data files of a new database beside their place and moves them there when they are whole, so that a killed
 * first start leaves nothing half made. In a thread of its own: what initdb needs in memory ends with it.
 */
async function create(folder: string): Promise<void> {
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  const fresh = await PGlite.create({ dataDir: beside, startParams: [...START_PARAMS] });
  await fresh.close();
  await rename(beside, folder);
}

await create(workerData as string);

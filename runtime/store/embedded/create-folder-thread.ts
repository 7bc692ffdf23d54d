import { existsSync } from "node:fs";
import { cp, rename, rm } from "node:fs/promises";
import { workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { START_PARAMS } from "./start-params.ts";

/**
 * Makes the data files of a new database beside their place and moves them there when they are whole, so that a killed
 * first start leaves nothing half made. In a thread of its own: what initdb needs in memory ends with it.
 *
 * initdb takes some 5 s of processor time. Where many databases are made, `LASTEDIT_DATABASE_TEMPLATE` names a folder
 * that the first one leaves its fresh files in and that the others copy.
 */
async function create(folder: string): Promise<void> {
  const template = process.env["LASTEDIT_DATABASE_TEMPLATE"] ?? "";
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  if (template !== "" && existsSync(template)) await cp(template, beside, { recursive: true });
  else await initialise(beside);
  if (template !== "" && !existsSync(template)) await leaveAsTemplate(beside, template);
  await rename(beside, folder);
}

async function initialise(folder: string): Promise<void> {
  const fresh = await PGlite.create({ dataDir: folder, startParams: [...START_PARAMS] });
  await fresh.close();
}

/** Several processes may do so at once: the first to rename wins, the others take theirs away. */
async function leaveAsTemplate(fresh: string, template: string): Promise<void> {
  const draft = `${template}.${process.pid}`;
  await cp(fresh, draft, { recursive: true });
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
}

await create(workerData as string);

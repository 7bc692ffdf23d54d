// The thread that dry runs happen in. It is sealed before anything else of a recipe is loaded.
import { parentPort } from "node:worker_threads";
import type { DryRunJob, ToWorker } from "../messages.ts";
import { holdMail } from "./hold-mail.ts";
import { holdRequests } from "./hold-requests.ts";
import { takeAnswer, tellOutside } from "./outside.ts";
import { sealProcess } from "./seal-process.ts";

holdMail();
holdRequests();
sealProcess();

// Loaded only now: what they import is sealed already.
const { installComponentResolver } = await import("../../component-host/component-resolver.ts");
const { prepareRecipe } = await import("../../engine/prepare-recipe.ts");
const { readRecipe } = await import("../../recipes/index.ts");
const { dryCatalogue } = await import("./dry-catalogue.ts");
const { takeDrySteps } = await import("./take-dry-steps.ts");
installComponentResolver();

async function work(job: DryRunJob): Promise<void> {
  try {
    const loaded = readRecipe(job.text, `${job.name}/recipe.yaml`);
    const prepared = await prepareRecipe(loaded, {
      catalogue: dryCatalogue(job.components, job.packages),
      name: job.name,
      connections: job.connections,
      secrets: job.secrets,
      env: job.env,
    });
    tellOutside({ kind: "secrets", secrets: prepared.secrets });
    tellOutside({ kind: "end", end: await takeDrySteps(prepared, job) });
  } catch (error) {
    tellOutside({ kind: "broken", message: error instanceof Error ? error.message : String(error) });
  }
}

parentPort?.on("message", (message: ToWorker) => {
  if (!takeAnswer(message) && message.kind === "job") void work(message.job);
});
tellOutside({ kind: "ready" });

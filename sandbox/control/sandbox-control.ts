import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Clock, ManualClock } from "../clock.ts";
import { importerSettingsSchema, type Importer } from "../importer/importer.ts";
import { ControlRefusal } from "./control-app.ts";

/** What a change of settings may hold: any of them, and no defaults for the others. */
const importerChangesSchema = z.strictObject({
  on: z.boolean().optional(),
  delayMs: importerSettingsSchema.shape.delayMs.unwrap().optional(),
  jitter: importerSettingsSchema.shape.jitter.unwrap().optional(),
  content: importerSettingsSchema.shape.content.unwrap().optional(),
  attributes: importerSettingsSchema.shape.attributes.unwrap().optional(),
});

const isManual = (clock: Clock): clock is ManualClock => "advance" in clock;

/** Routes for the clock and the importer. */
export function registerSandboxControl(app: FastifyInstance, clock: Clock, importer: Importer): void {
  const clockView = (): object => ({ now: clock.now(), manual: isManual(clock) });

  app.get("/health", () => ({ ok: true, ...clockView() }));
  app.get("/clock", clockView);
  app.post("/clock/advance", async (request) => {
    const { ms } = z.strictObject({ ms: z.int().min(0) }).parse(request.body);
    if (!isManual(clock)) throw new ControlRefusal(409, "The clock is real and moves by itself. Nothing was changed.");
    await clock.advance(ms);
    return clockView();
  });

  const importerView = (): object => ({
    settings: importer.settings,
    waiting: importer.waiting(),
    records: importer.records(),
  });
  app.get("/importer", importerView);
  app.put("/importer", (request) => {
    const changes = importerChangesSchema.parse(request.body);
    importer.change(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
    return importerView();
  });
}

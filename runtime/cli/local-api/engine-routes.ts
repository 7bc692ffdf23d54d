import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { EngineDesk } from "./engine-desk.ts";

const scope = z.enum(["everything", "recipe", "connection", "order"]);
const by = z.string().min(1);
const because = z.string();
const pauseBody = z.strictObject({ scope, name: z.string(), by, because, until: z.iso.datetime().exactOptional() });
const resumeBody = z.strictObject({ scope, name: z.string(), by, because });
const cancelBody = z.union([
  z.strictObject({ runId: z.int(), by, because }),
  z.strictObject({ order: z.string().min(1), by, because }),
]);

/** How the engine is and how it is steered, for the other commands on this machine. */
export function addEngineRoutes(server: FastifyInstance, desk: EngineDesk): void {
  server.get("/api/health", () => desk.health());
  server.post("/api/pause", ({ body }) => desk.pause(pauseBody.parse(body)));
  server.post("/api/resume", async ({ body }) => ({ wasPaused: await desk.resume(resumeBody.parse(body)) }));
  server.post("/api/cancel", ({ body }) => desk.cancel(cancelBody.parse(body)));
}

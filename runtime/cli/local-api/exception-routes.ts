import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { ExceptionDesk } from "./exception-desk.ts";

const by = z.string();
const note = z.string().exactOptional();
const move = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("take"), by, note, takeOver: z.boolean().exactOptional() }),
  z.strictObject({ what: z.literal("give-back"), by, note }),
  z.strictObject({ what: z.literal("snooze"), by, note, until: z.string() }),
  z.strictObject({ what: z.literal("resolve"), by, note: z.string() }),
  z.strictObject({ what: z.literal("ask-retry"), by, note }),
]);
const moveBody = z.strictObject({ ids: z.array(z.string()).min(1), move });

/** What people do about exceptions, for the other commands on this machine. */
export function addExceptionRoutes(server: FastifyInstance, desk: ExceptionDesk): void {
  server.post("/api/exceptions/act", ({ body }) => {
    const wanted = moveBody.parse(body);
    return desk.actOnExceptions(wanted.ids, wanted.move);
  });
  server.get("/api/routing", () => desk.routing());
  server.post("/api/routing", ({ body }) => desk.setRouting(body));
}

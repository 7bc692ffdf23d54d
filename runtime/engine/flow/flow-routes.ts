import type { FastifyInstance } from "fastify";
import { toHttpEvent } from "../../ingress/http-event.ts";
import type { PausedRuns } from "./paused-runs.ts";

const UNKNOWN = {
  error: "nothing-waits",
  reason: "No run waits under this address: it has been used, its time is over, or the run has ended.",
};

/** Adds `/resume/<token>` and `/cancel/<token>`, for any method, as `$.flow` gives them out. The token is the permission. */
export function addFlowRoutes(server: FastifyInstance, runs: Pick<PausedRuns, "resume" | "cancel">): void {
  server.all<{ Params: { token: string } }>("/resume/:token", async (request, reply) => {
    const outcome = await runs.resume(request.params.token, toHttpEvent(request, "/"));
    return outcome === "done" ? { resumed: true } : reply.code(404).send(UNKNOWN);
  });
  server.all<{ Params: { token: string } }>("/cancel/:token", async (request, reply) => {
    const outcome = await runs.cancel(request.params.token);
    return outcome === "done" ? { cancelled: true } : reply.code(404).send(UNKNOWN);
  });
}

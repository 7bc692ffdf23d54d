import { BatchInterceptor } from "@mswjs/interceptors";
import { ClientRequestInterceptor } from "@mswjs/interceptors/ClientRequest";
import { FetchInterceptor } from "@mswjs/interceptors/fetch";
import type { HeldAnswer } from "../messages.ts";
import { askOutside, currentStep } from "./outside.ts";

/** Statuses that HTTP sends without a body. */
const WITHOUT_BODY = new Set([101, 204, 205, 304]);

/** Hands every HTTP request of this thread to the outside, which decides what becomes of it. */
export function holdRequests(): void {
  const interceptor = new BatchInterceptor({
    name: "dry-run",
    interceptors: [new ClientRequestInterceptor(), new FetchInterceptor()],
  });
  interceptor.on("request", async ({ request, controller }) => {
    const step = currentStep();
    const body = await request.clone().text();
    const headers = Object.fromEntries(request.headers);
    try {
      const held = { method: request.method, url: request.url, headers, body };
      const answer = (await askOutside({ what: "request", step, request: held })) as HeldAnswer;
      const { status } = answer;
      controller.respondWith(
        new Response(WITHOUT_BODY.has(status) ? null : answer.body, { status, headers: { ...answer.headers } }),
      );
    } catch (error) {
      controller.errorWith(error instanceof Error ? error : new Error(String(error)));
    }
  });
  interceptor.apply();
}

import { createApi } from "./client.ts";
import { currentSession, forgetSession } from "./session-holder.ts";

/** The runtime that served this page. */
export const api = createApi({
  fetch: (...request) => window.fetch(...request),
  csrf: () => currentSession()?.csrf ?? null,
  onSignedOut: forgetSession,
});

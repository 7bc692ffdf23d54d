import { createApi } from "./client.ts";
import { takeFirstAnswer } from "./first-answer.ts";
import { currentSession, endSession } from "./session-holder.ts";

/** The runtime that served this page. */
export const api = createApi({
  fetch: (address, options) => takeFirstAnswer(address) ?? window.fetch(address, options),
  csrf: () => currentSession()?.csrf ?? null,
  onSignedOut: endSession,
});

import { createWarehouseOverSoap } from "../../../../components/peoplevox/warehouse-over-soap.ts";
import { readPeoplevoxProfile } from "../../../../components/peoplevox/tenant-profile/read-profile.ts";
import type { Waiting } from "../../../../components/peoplevox/request-budget.ts";
import { createPeoplevoxClient } from "../../../../components/peoplevox/wms-client.ts";
import type { PeoplevoxClientOptions } from "../../../../components/peoplevox/wms-client.ts";

export const CREDENTIALS = { clientId: "acme1234", username: "api", password: "secret-password" };

/** A client for a server on loopback. Waits longer than a moment are skipped, unless a test brings its own clock. */
export function clientFor(url: string, profile: unknown = {}, options: Partial<PeoplevoxClientOptions> = {}) {
  return createPeoplevoxClient({
    url,
    credentials: CREDENTIALS,
    profile: readPeoplevoxProfile(profile).connection,
    waiting: impatient(),
    ...options,
  });
}

export function warehouseAt(url: string, profile: unknown = {}, options: Partial<PeoplevoxClientOptions> = {}) {
  const client = clientFor(url, profile, options);
  return createWarehouseOverSoap(client, readPeoplevoxProfile(profile), options.waiting ?? impatient());
}

/** Time that jumps: each wait ends within a few milliseconds, and the clock says that it was as long as asked. */
export function impatient(): Waiting & { readonly waits: number[] } {
  let skippedMs = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => Date.now() + skippedMs,
    sleep: async (waitMs) => {
      waits.push(waitMs);
      await new Promise((resolve) => setTimeout(resolve, Math.min(waitMs, 5)));
      skippedMs += Math.max(0, waitMs - 5);
    },
  };
}

/** The error a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { readonly code?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("The call was expected to fail and did not");
}

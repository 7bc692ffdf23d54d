import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { createRealClock, type Clock } from "../clock.ts";
import { createRandom } from "../random.ts";
import { DEFAULT_PACE, startPickers, type WarehousePace } from "../warehouse/pickers.ts";
import { createHttpApp } from "./http-app.ts";
import { readProfile } from "./profile.ts";
import { createRequestBudget } from "./request-budget.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";
import { seedItems } from "./seed-items.ts";
import { createTenant, type Tenant } from "./tenant.ts";

export interface PeoplevoxSandboxOptions {
  readonly seed?: number;
  readonly clock?: Clock;
  /** See `profileSchema`; defaults for everything that is left out. */
  readonly profile?: unknown;
  /** Whether requests over the profile's budget are refused or slowed down. Default true. */
  readonly rateLimit?: boolean;
}

/** A Peoplevox of one merchant: a SOAP service on a port of its own, and a warehouse behind it. */
export interface PeoplevoxSandbox {
  /** Full `.asmx` address. @throws {Error} before `listen` */
  readonly url: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly tenant: Tenant;
  readonly requests: RequestLog;
  /** @param port - 0 for any free one */
  listen(port?: number): Promise<void>;
  /** Breaks all connections, forgets all sessions and stays away for `downMs`; data and subscriptions are kept. */
  restart(downMs: number): Promise<void>;
  /** Lets the warehouse work by itself at a pace, or stop with `null`. */
  setAutomatic(pace: Partial<WarehousePace> | null): void;
  readonly automatic: WarehousePace | null;
  close(): Promise<void>;
}

/**
 * @throws {Error} when the profile is not usable
 */
export function createPeoplevoxSandbox(options: PeoplevoxSandboxOptions = {}): PeoplevoxSandbox {
  const { seed = 1, clock = createRealClock(), rateLimit = true } = options;
  const profile = readProfile(options.profile ?? {});
  const tenant = createTenant(profile, clock, seed);
  const requests = createRequestLog();
  const budget = rateLimit ? createRequestBudget({ clock, ...profile.requestBudget, over: profile.overBudget }) : null;
  const pickersRandom = createRandom(seed, "pickers");
  let app: FastifyInstance | null = null;
  let port = 0;
  let closed = false;
  let stopPickers = (): void => undefined;
  let automatic: WarehousePace | null = null;
  seedItems(tenant, profile.items);

  const open = async (wanted: number): Promise<void> => {
    const opening = createHttpApp({ tenant, budget, log: requests });
    await opening.listen({ host: "127.0.0.1", port: wanted });
    app = opening;
    port = (opening.server.address() as AddressInfo).port;
  };
  const shut = async (): Promise<void> => {
    const closing = app;
    app = null;
    await closing?.close();
  };

  return {
    get url() {
      if (port === 0) throw new Error("The Peoplevox sandbox has no address before it listens.");
      return `http://127.0.0.1:${port}/${profile.clientId}/resources/integrationservicev4.asmx`;
    },
    clientId: profile.clientId,
    username: profile.username,
    password: profile.password,
    tenant,
    requests,
    listen: (wanted = 0) => open(wanted),
    async restart(downMs) {
      await shut();
      tenant.sessions.clear();
      if (downMs > 0) await new Promise<void>((resolve) => clock.after(downMs, resolve));
      if (!closed) await open(port);
    },
    setAutomatic(pace) {
      stopPickers();
      automatic = pace === null ? null : { ...DEFAULT_PACE, ...pace };
      stopPickers = automatic === null ? () => undefined : startPickers(tenant.warehouse, pickersRandom, automatic);
    },
    get automatic() {
      return automatic;
    },
    async close() {
      closed = true;
      stopPickers();
      tenant.callbacks.close();
      await shut();
    },
  };
}

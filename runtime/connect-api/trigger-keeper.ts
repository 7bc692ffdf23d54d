import type { HttpEvent, HttpResponse } from "../component-host/types.ts";
import { calledComponent, messageOf } from "./called-component.ts";
import { ConnectError } from "./connect-error.ts";
import { deleteTrigger, insertTrigger, readTriggers, updateTrigger } from "./deployed-triggers.ts";
import type { DeployedTrigger } from "./deployed-triggers.ts";
import { openTrigger } from "./running-trigger.ts";
import type { RunningTrigger } from "./running-trigger.ts";
import type { ConnectServices } from "./services.ts";
import type { Queryable } from "../store/database.ts";

const RETRY_MS = 30_000;

/** Runs the deployed triggers, in the one process that keeps them. */
export class TriggerKeeper {
  readonly #services: ConnectServices;
  readonly #guard: (tx: Queryable) => Promise<void>;
  readonly #running = new Map<string, RunningTrigger>();
  readonly #retries = new Set<NodeJS.Timeout>();
  #stopped = false;

  /** @param guard - Throws in a transaction of a process that keeps them no longer */
  constructor(services: ConnectServices, guard: (tx: Queryable) => Promise<void>) {
    this.#services = services;
    this.#guard = guard;
  }

  /** Brings up all that are active; those that cannot be are tried again. */
  async start(): Promise<void> {
    this.#stopped = false;
    const { database, vault } = this.#services;
    const all = await readTriggers(database, vault);
    await Promise.all(all.filter(({ active }) => active).map((trigger) => this.#bringUp(trigger)));
  }

  /** Ids of those that are up. */
  running(): string[] {
    return [...this.#running.keys()];
  }

  /** @returns `undefined` when there is no such trigger, or it is not up */
  deliver(id: string, event: HttpEvent): Promise<HttpResponse> | undefined {
    return this.#running.get(id)?.instance.onRequest(event);
  }

  /** @throws {ConnectError} When the trigger cannot be brought up; it is then not deployed */
  async deploy(wanted: Parameters<typeof insertTrigger>[2]): Promise<DeployedTrigger> {
    const { database, vault } = this.#services;
    const trigger = await insertTrigger(database, vault, wanted);
    try {
      await this.#run(trigger);
      return trigger;
    } catch (error) {
      await deleteTrigger(database, trigger.id);
      throw notActivated(error);
    }
  }

  /** Changes name, props or whether it is active; the source is deactivated and activated as that needs. */
  async update(trigger: DeployedTrigger, change: Pick<DeployedTrigger, "name" | "props" | "active">): Promise<void> {
    const { database, vault } = this.#services;
    const changed = { ...trigger, ...change };
    await this.#stop(trigger.id, !change.active);
    await updateTrigger(database, vault, changed);
    if (!change.active) return;
    await this.#run((await this.#current(trigger.id)) ?? changed).catch((error: unknown) => {
      throw notActivated(error);
    });
  }

  /** Takes the trigger down, on the other side as well. @throws What `deactivate` threw, unless it is to be ignored */
  async remove({ id }: DeployedTrigger, ignoreHookErrors: boolean): Promise<void> {
    await this.#stop(id, true).catch((error: unknown) => {
      if (!ignoreHookErrors) throw new ConnectError(422, `It could not be deactivated: ${messageOf(error)}`);
    });
    await deleteTrigger(this.#services.database, id);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const retry of this.#retries) clearTimeout(retry);
    this.#retries.clear();
    await Promise.all([...this.#running.keys()].map((id) => this.#stop(id, false)));
  }

  async #run(trigger: DeployedTrigger): Promise<void> {
    const call = { id: trigger.componentKey, version: null, configured_props: trigger.props };
    const { component, props } = await calledComponent(this.#services, call);
    const running = await openTrigger(this.#services, trigger, component, props, this.#guard);
    // Some senders call during activation and wait for the answer.
    this.#running.set(trigger.id, running);
    try {
      await running.start();
    } catch (error) {
      this.#running.delete(trigger.id);
      throw error;
    }
  }

  async #stop(id: string, deactivate: boolean): Promise<void> {
    const running = this.#running.get(id);
    if (running === undefined) return;
    try {
      await running.stop(deactivate);
    } finally {
      this.#running.delete(id);
    }
  }

  async #bringUp(trigger: DeployedTrigger): Promise<void> {
    try {
      await this.#run(trigger);
    } catch (error) {
      const text = `The trigger could not be brought up: ${messageOf(error)} It is tried again in ${RETRY_MS / 1000} s.`;
      this.#services.log(trigger.id, { level: "error", text, at: Date.now() });
      if (this.#stopped) return;
      const retry = setTimeout(() => {
        this.#retries.delete(retry);
        void this.#current(trigger.id).then((current) => {
          if (current?.active === true && !this.#stopped && !this.#running.has(trigger.id))
            return this.#bringUp(current);
          return undefined;
        });
      }, RETRY_MS);
      this.#retries.add(retry);
    }
  }

  async #current(id: string): Promise<DeployedTrigger | undefined> {
    const { database, vault } = this.#services;
    return (await readTriggers(database, vault)).find((trigger) => trigger.id === id);
  }
}

function notActivated(error: unknown): ConnectError {
  return error instanceof ConnectError
    ? error
    : new ConnectError(422, `It could not be activated: ${messageOf(error)}`);
}

import { randomUUID } from "node:crypto";
import { openSource } from "../component-host/open-source.ts";
import type { Component, EmittedEvent, SourceInstance, TimerEvent } from "../component-host/types.ts";
import type { WebhookDelivery } from "../engine/flow/sends/webhook.ts";
import { startTicker } from "../ingress/ticker.ts";
import type { Ticker } from "../ingress/ticker.ts";
import type { Queryable } from "../store/database.ts";
import { queueDeliveries } from "../store/runs/sends.ts";
import { saveTriggerState } from "./deployed-triggers.ts";
import type { DeployedTrigger } from "./deployed-triggers.ts";
import { messageOf } from "./called-component.ts";
import type { ConnectServices } from "./services.ts";

/** A deployed trigger with its source open. */
export interface RunningTrigger {
  readonly instance: SourceInstance;
  /**
   * Brings it up: a new one is deployed and activated. Requests may come in meanwhile.
   *
   * @throws What its hooks threw; nothing of it runs then
   */
  start(): Promise<void>;
  /**
   * No tick begins any more; resolves when everything under way is stored.
   *
   * @param deactivate - Takes it down on the other side too, which else keeps its webhook
   * @throws What its `deactivate` threw; it has stopped all the same
   */
  stop(deactivate: boolean): Promise<void>;
}

/**
 * Opens the source of a deployed trigger.
 *
 * @param guard - Throws in a transaction of a process that keeps the triggers no longer
 * @throws {PropError} When a required prop has no value
 */
export async function openTrigger(
  services: ConnectServices,
  trigger: DeployedTrigger,
  component: Component,
  props: Readonly<Record<string, unknown>>,
  guard: (tx: Queryable) => Promise<void>,
): Promise<RunningTrigger> {
  const { database, vault } = services;
  const { id } = trigger;
  let state = trigger.state;
  /** What could not be stored by now was refused or is done anew by the process that takes over. */
  let over = false;
  const source = trigger.emitOnDeploy ? component : withoutDeploy(component);
  const instance = await openSource(source, props, {
    endpoint: `${services.publicUrl()}/hooks/${id}`,
    loadDb: () => Promise.resolve(state),
    async persist({ db, events }) {
      if (over) return;
      await database.transaction(async (tx) => {
        await guard(tx);
        if (db !== null) await saveTriggerState(tx, id, db);
        await queueDeliveries(tx, vault, id, deliveriesOf(trigger, events));
      });
      state = db ?? state;
    },
    dataStore: (name) => services.dataStore(name),
    files: services.files,
    now: () => Date.now(),
    log: (line) => services.log(id, line),
  });
  let ticker: Ticker | null = null;
  const tick = (event: TimerEvent): Promise<void> =>
    instance.onTimer(event).catch((error: unknown) => {
      services.log(id, { level: "error", text: `A tick failed: ${messageOf(error)}`, at: Date.now() });
    });
  return {
    instance,
    async start() {
      await instance.start();
      if (instance.schedule !== null) ticker = startTicker(instance.schedule, tick);
    },
    async stop(deactivate) {
      await ticker?.stop();
      await instance.idle().catch((error: unknown) => {
        services.log(id, {
          level: "error",
          text: `The last state could not be stored: ${messageOf(error)}`,
          at: Date.now(),
        });
      });
      try {
        if (deactivate) await instance.deactivate();
      } finally {
        over = true;
      }
    },
  };
}

function withoutDeploy(component: Component): Component {
  const { deploy: _deploy, ...hooks } = component.hooks ?? {};
  return { ...component, hooks };
}

function deliveriesOf(
  { id, webhookUrl, signingKey }: DeployedTrigger,
  events: readonly EmittedEvent[],
): WebhookDelivery[] {
  if (webhookUrl === null) return [];
  return events.map(({ event }) => ({
    url: webhookUrl,
    body: JSON.stringify(event),
    signingKey,
    triggerId: id,
    deliveryId: randomUUID(),
  }));
}

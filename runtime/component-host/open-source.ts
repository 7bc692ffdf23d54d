import { randomBytes } from "node:crypto";
import { appEventNames, appEventOf } from "./app-hook.ts";
import { allProps } from "./dynamic-props.ts";
import { asError } from "./errors.ts";
import type { Self } from "./bind-component.ts";
import { createExchange, refusal } from "./http-exchange.ts";
import { componentName } from "./invoke.ts";
import { createJournal } from "./journal.ts";
import { logLine } from "./logs.ts";
import { checkValues, configuredValues } from "./prop-values.ts";
import { secretsOf } from "./secrets.ts";
import { bindSource, runSource } from "./source-run.ts";
import type { SourceScope } from "./source-run.ts";
import { setupDigest, sourceSetup } from "./source-setup.ts";
import { createSourceState } from "./source-state.ts";
import type {
  AppHook,
  Component,
  EmittedEvent,
  HttpEvent,
  HttpResponse,
  LogLine,
  SourceBinding,
  SourceInstance,
} from "./types.ts";

/** A store that was away is asked again after this time, so that events already answered for do not wait for the next one. */
const STORE_RETRY_MS = 2_000;

/**
 * Opens a source: loads its state and works out its props. Nothing of it runs yet, except `additionalProps` when it has
 * any; `start()` brings it up.
 *
 * @throws {PropError} When a required prop has no value or a value is of the wrong type
 */
export async function openSource(
  component: Component,
  props: Readonly<Record<string, unknown>>,
  binding: SourceBinding,
): Promise<SourceInstance> {
  const name = componentName(component);
  const { run } = component;
  if (component.type === "action" || component.type === "app" || run === undefined) {
    throw new TypeError(`${name} is not a source: type is ${component.type ?? "source"}, run is ${typeof run}.`);
  }
  const runFn = run;
  const state = createSourceState(await binding.loadDb());
  const resolved = await allProps(component, props, {
    dataStore: (store) => binding.dataStore(store),
    files: binding.files,
  });
  checkValues(name, resolved, configuredValues(resolved, props));
  const setup = sourceSetup(component, resolved, props);
  const secrets = secretsOf(resolved, props);
  const log = (level: LogLine["level"], text: string): void =>
    binding.log(logLine(level, text, { secrets, at: binding.now() }));
  const journal = createJournal(binding, state, component.dedupe);
  const scope: SourceScope = {
    component,
    props: resolved,
    values: props,
    binding,
    state,
    journal,
    flushUntilStored,
    log,
  };
  const digest = setupDigest(component, props, binding.endpoint);
  const underWay = new Set<Promise<unknown>>();
  let activating = false;
  let retryPending = false;

  function track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    underWay.add(settled);
    void settled.then(() => underWay.delete(settled));
    return work;
  }

  async function runHook(hook: "deploy" | "activate" | "deactivate"): Promise<void> {
    const fn = component.hooks?.[hook];
    try {
      if (fn !== undefined) await runSource(scope, fn, [], null);
    } finally {
      await journal.flush();
    }
  }

  function flushUntilStored(): void {
    journal.flush().catch((error: unknown) => {
      if (retryPending) return;
      retryPending = true;
      log("error", `What the source emitted could not be stored yet: ${asError(error).message}. It is tried again.`);
      setTimeout(() => {
        retryPending = false;
        flushUntilStored();
      }, STORE_RETRY_MS).unref();
    });
  }

  async function answerRequest(event: unknown, customResponse: boolean): Promise<HttpResponse> {
    const exchange = createExchange({
      customResponse,
      flush: () => journal.flush(),
      warn: (text) => log("warn", text),
    });
    const work = runSource(scope, runFn, [event], exchange).then(
      (events) => exchange.finish("succeeded", () => recipeAnswer(events)),
      (error: unknown) => {
        log("error", `${exchange.answered ? "Failed after it had answered" : "Failed"}: ${asError(error).message}`);
        return exchange.finish("failed");
      },
    );
    void track(work.then(flushUntilStored));
    return exchange.response;
  }

  async function recipeAnswer(events: readonly EmittedEvent[]): Promise<HttpResponse | null> {
    return events.length === 0 ? null : ((await binding.answerOf?.(events)) ?? null);
  }

  async function answerAppEvent(hook: AppHook, event: HttpEvent, eventName: string): Promise<HttpResponse> {
    const names = await hook.eventNames();
    if (names.includes(eventName)) return answerRequest(event.body, false);
    return refusal(404, "no-such-event", `${name} listens to ${names.join(", ") || "no event"}, not to ${eventName}.`);
  }

  const instance: SourceInstance = {
    hasHttp: setup.hasHttp,
    schedule: setup.schedule,
    appHook: setup.hasAppHook ? openAppHook(scope) : null,
    get active() {
      return state.host.activatedAs !== null;
    },
    async start() {
      if (state.host.activatedAs === digest) return "unchanged";
      if (state.host.activatedAs === null) {
        await instance.deploy();
        await instance.activate();
        return "deployed";
      }
      // The old code is gone, so the new code deactivates what the old one activated. A remote side that no longer
      // knows it must not keep the source down.
      await instance.deactivate().catch((error: unknown) => {
        log("warn", `Deactivating the version before failed: ${asError(error).message}`);
      });
      await instance.activate();
      return "updated";
    },
    deploy: () => track(runHook("deploy")),
    async activate() {
      activating = true;
      try {
        await track(runHook("activate"));
        state.changeHost({ activatedAs: digest });
        await journal.flush();
      } finally {
        activating = false;
      }
    },
    async deactivate() {
      try {
        await track(runHook("deactivate"));
      } finally {
        state.changeHost({ activatedAs: null });
        await journal.flush();
      }
    },
    // Some senders call during activation and wait for the answer, so requests are let in then as well; after a failed
    // activation the source may lack the secret it checks requests with.
    async onRequest(event) {
      const eventName = appEventOf(event, state.host.hookKey);
      if (!setup.hasHttp && eventName === null) return refusal(404, "no-http", `${name} does not take requests.`);
      if (!instance.active && !activating) return refusal(503, "source-not-active", `${name} is not active.`);
      if (instance.appHook !== null && eventName !== null) return answerAppEvent(instance.appHook, event, eventName);
      return answerRequest(event, setup.customResponse);
    },
    async onTimer(event) {
      if (!instance.active) throw new Error(`${name} is not active: the tick was not run.`);
      const work = runSource(scope, run, [event], null);
      await track(work.finally(() => journal.flush()));
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
      await journal.flush();
    },
  };
  return instance;
}

/** Events of the app's own webhook are Pipedream's to receive; here they can be given by whoever knows the key. */
function openAppHook(scope: SourceScope): AppHook {
  const { props, state } = scope;
  const key = state.host.hookKey ?? randomBytes(16).toString("base64url");
  if (state.host.hookKey === undefined) state.changeHost({ hookKey: key });
  const bind = (): Self => bindSource(scope, { exchange: null, emitted: () => undefined, remembered: () => undefined });
  return { key, eventNames: () => appEventNames(props, bind) };
}

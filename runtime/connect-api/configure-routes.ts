import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { describeProps } from "../component-host/describe.ts";
import { asError } from "../component-host/errors.ts";
import { captureLogs, logLine } from "../component-host/logs.ts";
import { listOptions } from "../component-host/options.ts";
import { secretValues } from "../component-host/secrets.ts";
import type { Component, LogLine, PropOption, PropSummary } from "../component-host/types.ts";
import { configureBody, reloadBody } from "./bodies.ts";
import { calledComponent } from "./called-component.ts";
import type { ConnectServices } from "./services.ts";
import { configurableProp, errorObservation, observations } from "./shapes.ts";

/** Adds `configure` (the options of a prop) and `props` (the props after some are set) to each list's address. */
export function addConfigureRoutes(server: FastifyInstance, services: ConnectServices): void {
  for (const name of ["components", "actions", "triggers"]) {
    server.post(`/${name}/configure`, async ({ body }) => {
      const call = configureBody.parse(body);
      const { component, props } = await calledComponent(services, call);
      const { page, prev_context: prevContext, query } = call;
      const request = {
        page: page ?? 0,
        prevContext: prevContext ?? {},
        ...(query == null ? {} : { query }),
      };
      const found = await observed(component, props, () =>
        listOptions(component, call.prop_name, props, request, services),
      );
      const { result } = found;
      return {
        ...(result === null ? {} : { ...optionsField(result.options), context: result.context ?? {} }),
        ...found.told,
      };
    });
    server.post(`/${name}/props`, async ({ body }) => {
      const { component, props } = await calledComponent(services, reloadBody.parse(body));
      const found = await observed(component, props, () => describeProps(component, props, services));
      const { result } = found;
      return { ...(result === null ? {} : { dynamicProps: dynamicProps(component, result) }), ...found.told };
    });
  }
}

interface Observed<T> {
  /** `null` when the component failed. */
  readonly result: T | null;
  readonly told: { readonly errors: string[]; readonly observations: unknown[]; readonly timings: object };
}

/** Runs a part of a component. What it throws is an answer too: it is told to whoever fills in the form. */
async function observed<T>(
  component: Component,
  props: Readonly<Record<string, unknown>>,
  work: () => Promise<T>,
): Promise<Observed<T>> {
  const secrets = secretValues(component, props);
  const logs: LogLine[] = [];
  const startedAt = Date.now();
  const timings = (): object => ({ total_ms: Date.now() - startedAt });
  try {
    const result = await captureLogs(
      (level, text) => void logs.push(logLine(level, text, { secrets, at: Date.now() })),
      work,
    );
    return { result, told: { errors: [], observations: observations(logs), timings: timings() } };
  } catch (thrown) {
    const error = asError(thrown);
    const { text } = logLine("error", error.message, { secrets, at: 0 });
    const shown = Object.assign(new Error(text), { name: error.name });
    return {
      result: null,
      told: {
        errors: [`${error.name}: ${text}`],
        observations: [...observations(logs), errorObservation(shown)],
        timings: timings(),
      },
    };
  }
}

/** Plain texts go in a field of their own. */
function optionsField(options: readonly PropOption[]): object {
  const plain = options.every(({ label, value }) => typeof value === "string" && label === value);
  return plain ? { stringOptions: options.map(({ value }) => value) } : { options };
}

/**
 * The id says which set of props it is and nothing else: a component is asked for its props anew with every call, from
 * what is configured.
 */
function dynamicProps({ key = "", version = "" }: Component, props: readonly PropSummary[]): object {
  const names = props.map(({ name, type }) => `${name}:${type}`).join(",");
  const digest = createHash("sha256").update(`${key}@${version} ${names}`).digest("base64url");
  return { id: `dyp_${digest.slice(0, 16)}`, configurableProps: props.map(configurableProp) };
}

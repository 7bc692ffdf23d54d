import { randomBytes } from "node:crypto";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { actionTrace, asError } from "../component-host/errors.ts";
import { createFileStore } from "../component-host/files/file-store.ts";
import { runAction } from "../component-host/run-action.ts";
import { maskText, secretValues } from "../component-host/secrets.ts";
import type { HostFiles } from "../component-host/types.ts";
import { runBody } from "./bodies.ts";
import { calledComponent } from "./called-component.ts";
import { ConnectError } from "./connect-error.ts";
import type { ConnectServices } from "./services.ts";
import { errorObservation, observations } from "./shapes.ts";

const RUN_TIMEOUT_MS = 300_000;

/**
 * Adds `POST /actions/run`. As in Connect there is no `$.flow`, and an action that fails is an answer: what it threw is
 * the last observation. What it asks to be sent (`$.send.*`) is not sent.
 */
export function addRunRoute(server: FastifyInstance, services: ConnectServices): void {
  server.post("/actions/run", async ({ body }) => {
    const call = runBody.parse(body);
    const { component, props } = await calledComponent(services, call);
    if (component.type !== "action") throw new ConnectError(400, `"${call.id}" is no action. Nothing was run.`);
    const stash = stashOf(services.files, call.stash_id);
    const stashId = stash?.id ?? null;
    try {
      const { returnValue, exports, logs, sent } = await runAction({
        component,
        props,
        steps: {},
        context: { external_user_id: call.external_user_id },
        dataStore: (name) => services.dataStore(name),
        files: stash?.files ?? services.files,
        flow: "absent",
        signal: AbortSignal.timeout(RUN_TIMEOUT_MS),
      });
      const notSent = sent.map(({ kind }) => ({ k: "warn", ts: Date.now(), msg: `$.send.${kind} was not sent.` }));
      return { exports, os: [...observations(logs), ...notSent], ret: returnValue, stash_id: stashId };
    } catch (thrown) {
      const error = asError(thrown);
      const { logs = [], exports = {} } = actionTrace(error) ?? {};
      const message = maskText(error.message, secretValues(component, props));
      const shown = Object.assign(new Error(message), { name: error.name });
      return { exports, os: [...observations(logs), errorObservation(shown)], ret: null, stash_id: stashId };
    }
  });
}

/** A folder of its own for the files of a run: a new one for `true`, `""` or `NEW`, else the one of that id. */
function stashOf(
  files: HostFiles | undefined,
  wanted: string | boolean | null | undefined,
): { readonly id: string; readonly files: HostFiles } | null {
  if (files === undefined || wanted == null || wanted === false) return null;
  const isNew = wanted === true || wanted === "" || wanted === "NEW";
  const id = isNew ? `stash_${randomBytes(12).toString("base64url")}` : wanted;
  if (!/^stash_[\w-]{1,64}$/.test(id))
    throw new ConnectError(400, `stash_id is "${id}"; expected NEW or an id given before.`);
  const folder = path.join(files.folder, "connect", id);
  return { id, files: { folder, store: createFileStore({ folder: path.join(folder, "store") }) } };
}

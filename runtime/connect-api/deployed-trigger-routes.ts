import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { describeComponent } from "../component-host/describe.ts";
import { maskSecrets, secretValues } from "../component-host/secrets.ts";
import { deployBody, ownerQuery, updateBody } from "./bodies.ts";
import { calledComponent } from "./called-component.ts";
import { ConnectError } from "./connect-error.ts";
import { readTriggers, TRIGGER_ID_PREFIX } from "./deployed-triggers.ts";
import type { DeployedTrigger } from "./deployed-triggers.ts";
import { toHttpEvent } from "../ingress/http-event.ts";
import type { ConnectServices } from "./services.ts";
import { configurableProp } from "./shapes.ts";
import type { SharedTriggers } from "./shared-triggers.ts";

type Project = { Params: { project: string } };
type One = { Params: { project: string; id: string } };

/** Adds `POST /triggers/deploy`, and the list, the change and the removal of deployed triggers. Each deployment is a new one. */
export function addDeployedTriggerRoutes(
  server: FastifyInstance,
  services: ConnectServices,
  triggers: SharedTriggers,
): void {
  const { keeper } = triggers;
  const preHandler = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> =>
    passOn(triggers, request, reply);
  server.post<Project>("/triggers/deploy", { preHandler }, async ({ params, body }) => {
    const call = deployBody.parse(body);
    const { component } = await calledComponent(services, call);
    if (component.type === "action" || component.type === "app") {
      throw new ConnectError(400, `"${call.id}" is no trigger. Nothing was deployed.`);
    }
    const trigger = await keeper.deploy({
      id: `${TRIGGER_ID_PREFIX}${randomBytes(9).toString("base64url")}`,
      project: params.project,
      externalUser: call.external_user_id,
      componentKey: call.id,
      name: component.name ?? call.id,
      props: call.configured_props ?? {},
      webhookUrl: call.webhook_url ?? null,
      signingKey: randomBytes(32).toString("hex"),
      emitOnDeploy: call.emit_on_deploy ?? true,
    });
    return { data: await shown(services, trigger) };
  });

  server.get<Project>("/deployed-triggers", async ({ params, query }) => {
    const owner = { project: params.project, externalUser: ownerQuery.parse(query).external_user_id };
    const all = await readTriggers(services.database, services.vault, owner);
    const data = await Promise.all(all.map((trigger) => shown(services, trigger)));
    return { page_info: { total_count: all.length, count: all.length }, data };
  });
  server.get<One>("/deployed-triggers/:id", async ({ params, query }) => ({
    data: await shown(services, await findTrigger(params, query)),
  }));
  server.put<One>("/deployed-triggers/:id", { preHandler }, async ({ params, query, body }) => {
    const trigger = await findTrigger(params, query);
    const change = updateBody.parse(body);
    await keeper.update(trigger, {
      name: change.name ?? trigger.name,
      props: change.configured_props ?? trigger.props,
      active: change.active ?? trigger.active,
    });
    return { data: await shown(services, await findTrigger(params, query)) };
  });
  server.delete<One>("/deployed-triggers/:id", { preHandler }, async ({ params, query }, reply) => {
    const { ignore_hook_errors: ignore } = query as { ignore_hook_errors?: string };
    await keeper.remove(await findTrigger(params, query), ignore === "true");
    return reply.code(204).send();
  });

  async function findTrigger({ project, id }: One["Params"], query: unknown): Promise<DeployedTrigger> {
    const owner = { project, externalUser: ownerQuery.parse(query).external_user_id };
    const all = await readTriggers(services.database, services.vault, owner);
    const found = all.find((trigger) => trigger.id === id);
    if (found !== undefined) return found;
    throw new ConnectError(404, `There is no deployed trigger "${id}" of this user.`);
  }
}

/** Lets the process that keeps the triggers carry the call out, and answers what that answered. */
async function passOn(
  triggers: SharedTriggers,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const body = request.body === undefined ? "" : JSON.stringify(request.body);
  const answer = await triggers.passOn({ ...toHttpEvent(request, request.url), body: request.body, bodyRaw: body });
  return answer === null ? undefined : reply.code(answer.status).headers(answer.headers).send(answer.body);
}

/** Times in milliseconds since 1970. Secret props are masked; the signing key is for whoever holds the token. */
async function shown(services: ConnectServices, trigger: DeployedTrigger): Promise<object> {
  const { component } = await calledComponent(services, { id: trigger.componentKey, version: null });
  return {
    id: trigger.id,
    type: "DeployedComponent",
    owner_id: trigger.externalUser,
    component_id: trigger.componentKey,
    component_key: trigger.componentKey,
    configurable_props: describeComponent(component).props.map(configurableProp),
    configured_props: maskSecrets(trigger.props, secretValues(component, trigger.props)),
    active: trigger.active,
    emit_on_deploy: trigger.emitOnDeploy,
    name: trigger.name,
    name_slug: trigger.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    created_at: trigger.createdAt.getTime(),
    updated_at: trigger.updatedAt.getTime(),
    ...(trigger.webhookUrl === null ? {} : { webhook_signing_key: trigger.signingKey }),
  };
}

import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { describeComponent } from "../component-host/describe.ts";
import { maskSecrets, secretValues } from "../component-host/secrets.ts";
import { deployBody, ownerQuery, updateBody } from "./bodies.ts";
import { calledComponent } from "./called-component.ts";
import { ConnectError } from "./connect-error.ts";
import { readTriggers } from "./deployed-triggers.ts";
import type { DeployedTrigger } from "./deployed-triggers.ts";
import type { ConnectServices } from "./services.ts";
import { configurableProp } from "./shapes.ts";
import type { TriggerKeeper } from "./trigger-keeper.ts";

type Project = { Params: { project: string } };
type One = { Params: { project: string; id: string } };

/** Adds `POST /triggers/deploy`, and the list, the change and the removal of deployed triggers. Each deployment is a new one. */
export function addDeployedTriggerRoutes(
  server: FastifyInstance,
  services: ConnectServices,
  keeper: TriggerKeeper,
): void {
  server.post<Project>("/triggers/deploy", async ({ params, body }) => {
    const call = deployBody.parse(body);
    const { component } = await calledComponent(services, call);
    if (component.type === "action" || component.type === "app") {
      throw new ConnectError(400, `"${call.id}" is no trigger. Nothing was deployed.`);
    }
    const trigger = await keeper.deploy({
      id: `dc_${randomBytes(9).toString("base64url")}`,
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
  server.put<One>("/deployed-triggers/:id", async ({ params, query, body }) => {
    const trigger = await findTrigger(params, query);
    const change = updateBody.parse(body);
    await keeper.update(trigger, {
      name: change.name ?? trigger.name,
      props: change.configured_props ?? trigger.props,
      active: change.active ?? trigger.active,
    });
    return { data: await shown(services, await findTrigger(params, query)) };
  });
  server.delete<One>("/deployed-triggers/:id", async ({ params, query }, reply) => {
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

import { z } from "zod";

const component = {
  /** Key of the component; Connect calls it its id. */
  id: z.string().min(1),
  version: z.string().nullish(),
  external_user_id: z.string().min(1),
  configured_props: z.record(z.string(), z.unknown()).nullish(),
  dynamic_props_id: z.string().nullish(),
};

export const configureBody = z.looseObject({
  ...component,
  prop_name: z.string().min(1),
  page: z.int().min(0).nullish(),
  prev_context: z.record(z.string(), z.unknown()).nullish(),
  query: z.string().nullish(),
});
export const reloadBody = z.looseObject(component);
export const runBody = z.looseObject({ ...component, stash_id: z.union([z.string(), z.boolean()]).nullish() });
export const deployBody = z.looseObject({
  ...component,
  webhook_url: z.url({ protocol: /^https?$/ }).nullish(),
  emit_on_deploy: z.boolean().nullish(),
});
export const updateBody = z.looseObject({
  active: z.boolean().nullish(),
  configured_props: z.record(z.string(), z.unknown()).nullish(),
  name: z.string().min(1).nullish(),
});
export const listQuery = z.looseObject({
  after: z.string().optional(),
  before: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  q: z.string().optional(),
  app: z.string().optional(),
  component_type: z.enum(["trigger", "action"]).optional(),
});
export const ownerQuery = z.looseObject({ external_user_id: z.string().min(1) });

export type ComponentCall = z.output<typeof reloadBody>;
export type ListQuery = z.output<typeof listQuery>;

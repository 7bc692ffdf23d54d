import { courierFrom } from "../../../components/sync-gap/courier-props.ts";

import type { PreparedSource } from "../../ingress/prepared-source.ts";

export interface NextCutOff {
  readonly at: Date;
  readonly collectionAt: Date;
  readonly label: string;
}

/** The next cut-off of each courier schedule that a trigger here knows, the nearest first. */
export function nextCutOffs(sources: readonly Pick<PreparedSource, "props">[], nowMs: number): NextCutOff[] {
  const found = sources.flatMap(({ props }) => cutOffsOf(props, nowMs));
  const distinct = new Map(found.map((each) => [`${each.at.getTime()} ${each.label}`, each]));
  return [...distinct.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function cutOffsOf(props: Readonly<Record<string, unknown>>, nowMs: number): NextCutOff[] {
  if (props["courierCollections"] === undefined) return [];
  // The props were checked when the trigger was made ready.
  const { clock } = courierFrom(props);
  if (clock === null) return [];
  return serviceTypesOf(props["courierCollections"]).flatMap((serviceType) => {
    const next = clock.next(serviceType === "*" ? null : serviceType, nowMs);
    const label = serviceType === "*" ? "All services" : serviceType;
    return next === null ? [] : [{ at: new Date(next.atMs), collectionAt: new Date(next.collectionMs), label }];
  });
}

function serviceTypesOf(collections: unknown): string[] {
  const list: unknown = typeof collections === "string" ? JSON.parse(collections) : collections;
  const all = (Array.isArray(list) ? list : []).flatMap(
    (each: { readonly serviceTypes?: readonly string[] }) => each.serviceTypes ?? ["*"],
  );
  return [...new Set(all)];
}

import { linkOptions } from "@tanstack/react-router";

/** Where an order's story is told. */
export function orderPlace({ name, id }: { readonly name: string | null; readonly id: string | null }) {
  return linkOptions({ to: "/runs", search: { order: name ?? id ?? "" } });
}

import { linkOptions } from "@tanstack/react-router";

/** Where an order's story is told. */
export function orderPlace({ key }: { readonly key: string }) {
  return linkOptions({ to: "/orders/$orderKey", params: { orderKey: key } });
}

import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import { showProblem } from "../../parts/notices.tsx";

/** Reads both sides of an order now; the answer stays until another order is looked at. */
export function useComparison(orderKey: string) {
  return useMutation({
    mutationKey: ["/orders/:key/compare", orderKey],
    mutationFn: () => api.post("/orders/:key/compare", { params: { key: orderKey } }),
    onError: showProblem,
  });
}

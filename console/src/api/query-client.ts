import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";

const TRIES = 3;

/** Answers are kept current by live events; after half a minute they are read again when they are looked at. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Whoever is offline is told so at once; nothing is kept back and sent later, when the order may have changed.
      networkMode: "always",
      staleTime: 30_000,
      // A refusal stays one; only a runtime that does not answer is worth another try.
      retry: (failures, error) =>
        failures < TRIES - 1 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

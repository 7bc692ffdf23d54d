import type { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";
import type { PathOf } from "./client.ts";

/** After a refusal because somebody else was first: shows what they saved, beside what was typed here. */
export function readAgainIfOutrun(client: QueryClient, error: unknown, path: PathOf<"GET">): void {
  if (error instanceof ApiError && error.code === "changed-meanwhile")
    void client.invalidateQueries({ queryKey: [path] });
}

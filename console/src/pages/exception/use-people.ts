import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";

/** Names that an exception can be assigned to; empty while they are on their way. */
export function usePeople(): readonly string[] {
  return useQuery(answerQuery("/exceptions", { query: { limit: 1 } })).data?.people ?? [];
}

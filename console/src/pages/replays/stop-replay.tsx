import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReplayJob } from "../../../../runtime/api/contract/replay.ts";
import { api } from "../../api/api.ts";
import { answerQuery } from "../../api/queries.ts";
import { showDone, showProblem } from "../../parts/notices.tsx";

/** Starts no more runs of it. It needs no question: it takes nothing away, and the rest can be replayed later. */
export function StopReplay({ job: { id } }: { readonly job: ReplayJob }) {
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => api.post("/replays/:id/stop", { params: { id: String(id) } }),
    onSuccess: (now) => {
      client.setQueryData(answerQuery("/replays/:id", { params: { id: String(id) } }).queryKey, now);
      showDone("No more runs are started. What has begun goes on.");
    },
    onError: showProblem,
  });
  return (
    <Button color="brick" variant="outline" loading={stop.isPending} onClick={() => stop.mutate()}>
      Stop
    </Button>
  );
}

import { Button, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import { answerQuery } from "../../api/queries.ts";
import { showDone, showProblem } from "../../parts/notices.tsx";
import { Time } from "../../parts/time.tsx";
import classes from "./stopped-banner.module.css";

/** Another person may stop everything, or a command may: looked at again by itself. */
const EVERY_MS = 15_000;

/** On every page while everything is stopped: who did it, why, and the way on. */
export function StoppedBanner() {
  const client = useQueryClient();
  const { data } = useQuery({ ...answerQuery("/controls"), refetchInterval: EVERY_MS });
  const resume = useMutation({
    mutationFn: () => api.post("/controls/resume-everything", { body: {} }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["/controls"] });
      showDone("LastEdit goes on. What has waited runs now.");
    },
    onError: showProblem,
  });
  const stop = data?.items.find(({ scope }) => scope === "everything");
  if (stop === undefined) return null;
  return (
    <section className={classes.banner} aria-label="Everything is stopped">
      <div className={classes.text} role="alert">
        <Text fw={620}>Everything is stopped. Nothing is sent anywhere; events are kept.</Text>
        <Text size="sm">
          {`${stop.by}: ${stop.because} · since `}
          <Time value={stop.since} />
        </Text>
      </div>
      <Button loading={resume.isPending} onClick={() => resume.mutate()}>
        Resume
      </Button>
    </section>
  );
}

import { Anchor, Stack } from "@mantine/core";
import { ExternalLinkIcon } from "@radix-ui/react-icons";
import type { RunDetail } from "../../../../runtime/api/contract/runs.ts";
import { DurationText } from "../../parts/duration-text.tsx";
import { FactList } from "../../parts/fact-list.tsx";
import { OrderLink } from "../../parts/order-link.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";

/** When, how often, of which recipe, and where else to look. */
export function RunFacts({ run }: { readonly run: RunDetail }) {
  const { order, queuedAt, startedAt, finishedAt, dueAt, durationMs, attempt, failures, waits, links } = run;
  return (
    <Section title="About this run">
      <FactList
        facts={[
          { label: "Order", value: <OrderLink order={order} /> },
          { label: "Queued", value: <Time value={queuedAt} /> },
          { label: "Began", value: startedAt === null ? "not yet" : <Time value={startedAt} /> },
          ...(finishedAt === null ? [] : [{ label: "Ended", value: <Time value={finishedAt} /> }]),
          ...(dueAt === null || finishedAt !== null ? [] : [{ label: "Next try", value: <Time value={dueAt} /> }]),
          { label: "Took", value: <DurationText ms={durationMs} /> },
          { label: "Attempts", value: attemptsInWords({ attempt, failures, waits }) },
          { label: "Recipe", value: recipeInWords(run) },
          ...(run.replayOf === null ? [] : [{ label: "Replays", value: <RunLink id={run.replayOf} /> }]),
          ...(run.replays.length === 0
            ? []
            : [{ label: "Replayed by", value: run.replays.map(({ id }) => <RunLink key={id} id={id} />) }]),
          ...(run.exceptions.length === 0
            ? []
            : [
                { label: "Exceptions", value: run.exceptions.map((each) => <ExceptionLink key={each.id} {...each} />) },
              ]),
        ]}
      />
      {links.length > 0 && (
        <Stack gap={4} mt="sm">
          {links.map(({ label, url }) => (
            <Anchor key={url} href={url} target="_blank" rel="noreferrer" size="sm">
              {label} <ExternalLinkIcon aria-label="(opens a new tab)" style={{ verticalAlign: "-2px" }} />
            </Anchor>
          ))}
        </Stack>
      )}
    </Section>
  );
}

function RunLink({ id }: { readonly id: number }) {
  return (
    <TextLink to="/runs/$runId" params={{ runId: String(id) }} mr="xs">
      Run {id}
    </TextLink>
  );
}

function ExceptionLink({ id, title }: RunDetail["exceptions"][number]) {
  return (
    <div>
      <TextLink to="/exceptions/$exceptionId" params={{ exceptionId: id }}>
        {title}
      </TextLink>
    </div>
  );
}

function attemptsInWords({ attempt, failures, waits }: Pick<RunDetail, "attempt" | "failures" | "waits">): string {
  const parts = [`${failures} failed`, `${waits} waited`].filter((part) => !part.startsWith("0 "));
  return parts.length === 0 ? String(attempt) : `${attempt}, of which ${parts.join(" and ")}`;
}

function recipeInWords({ recipe, recipeHash, recipeChanged }: RunDetail): string {
  const version = recipeHash === null ? "" : ` (${recipeHash})`;
  return `${recipe}${version}${recipeChanged === true ? ", changed since" : ""}`;
}

import { Alert, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import { ApiError } from "../../api/api-error.ts";
import { answerQuery } from "../../api/queries.ts";
import { readAgainIfOutrun } from "../../api/read-again.ts";
import { useMay } from "../../api/session.ts";
import { ChangedMeanwhile } from "../../parts/changed-meanwhile.tsx";
import { Folded } from "../../parts/folded.tsx";
import { JsonTree } from "../../parts/json-tree.tsx";
import { showDone } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { RecipeIsOff } from "../../parts/recipe-is-off.tsx";
import { SaveBar } from "../../parts/save-bar.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { UnsavedGuard } from "../../parts/unsaved-guard.tsx";
import { useDraft } from "../../parts/use-draft.ts";
import { ChannelRules } from "./channel-rules.tsx";
import type { RoutingAnswer } from "./condition-fields.tsx";
import { OwnerRules } from "./owner-rules.tsx";
import { RouteRules } from "./route-rules.tsx";
import type { RoutingDraft } from "./routing-draft.ts";
import { RoutingPreview } from "./routing-preview.tsx";
import classes from "./routing-form.module.css";

/** The routing as a form. The runtime judges it whole before anything is saved. */
export function RoutingForm({ answer }: { readonly answer: RoutingAnswer }) {
  const client = useQueryClient();
  const saved = answer.routing as RoutingDraft;
  const changing = useDraft(saved);
  const { value: draft } = changing;
  const disabled = !useMay("admin") || answer.givenBy.length > 0;
  const save = useMutation({
    mutationFn: () => api.put("/routing", { body: { routing: draft, base: changing.base } }),
    onSuccess: async ({ routing }) => {
      changing.set(routing as RoutingDraft);
      await client.invalidateQueries({ queryKey: answerQuery("/routing").queryKey });
      showDone("Saved. It holds from the next exception on.");
    },
    onError: (error) => readAgainIfOutrun(client, error, "/routing"),
  });
  const refusal = save.error instanceof ApiError ? save.error : null;
  const problemAt = (path: string): string | undefined => refusal?.about(path) ?? undefined;
  const edited = changing.edited.length > 0;
  const set = (part: Partial<RoutingDraft>): void => changing.set({ ...draft, ...part });
  const undo = (): void => {
    changing.begin(saved);
    save.reset();
  };
  const common = { answer, problemAt, disabled };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <WhatHolds answer={answer} />
        <div className={classes.columns}>
          <Stack>
            <RouteRules {...common} rows={draft.routes} onChange={(routes) => set({ routes })} />
            <OwnerRules {...common} rows={draft.owners} onChange={(owners) => set({ owners })} />
            <ChannelRules
              channels={answer.channels}
              rules={draft.channels}
              problemAt={problemAt}
              disabled={disabled}
              onChange={(channels) => set({ channels })}
            />
            <Section title="Clock">
              <TextInput
                label="Time zone"
                description="Quiet hours and the times in alerts are in it, such as Europe/London."
                maw={360}
                value={draft.zone}
                error={problemAt("zone")}
                disabled={disabled}
                onChange={({ currentTarget }) => set({ zone: currentTarget.value })}
              />
            </Section>
            <Folded label="As text">
              <JsonTree value={draft} of="routing" open={2} />
            </Folded>
          </Stack>
          <div className={classes.beside}>
            <RoutingPreview answer={answer} draft={draft} />
          </div>
        </div>
        {!disabled && (
          <SaveBar save="Save" busy={save.isPending} edited={edited} onUndo={undo}>
            <UnsavedGuard edited={edited} />
            <ChangedMeanwhile
              shown={changing.outrun}
              onKeep={() => {
                changing.keep();
                save.reset();
              }}
              onGiveUp={undo}
            />
            <ProblemText error={changing.outrun ? null : save.error} />
          </SaveBar>
        )}
      </Stack>
    </form>
  );
}

/** Why it cannot be changed here, or why nobody hears of anything. */
function WhatHolds({ answer: { givenBy, nobodyTells } }: { readonly answer: RoutingAnswer }) {
  const may = useMay("admin");
  return (
    <>
      {givenBy.map((name) => (
        <Alert key={name} color="amber" title={`The recipe ${name} says itself who is told`}>
          Its step lastedit-send-alerts has the prop “routing”, which holds and is shown here. To set it on this page
          instead, take the prop out of the recipe and publish it.{" "}
          <TextLink underline="always" to="/recipes/$name" params={{ name }}>
            Open the recipe
          </TextLink>
        </Alert>
      ))}
      {nobodyTells !== null && (
        <RecipeIsOff
          recipe="alert-owners"
          title="Nobody is told of exceptions now"
          because={nobodyTells}
          hint="What is set here holds once a recipe tells people."
        />
      )}
      {!may && <Text size="sm">An administrator can change these.</Text>}
    </>
  );
}

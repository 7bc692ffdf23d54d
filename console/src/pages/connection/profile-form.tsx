import { List, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import type { Answer } from "../../api/client.ts";
import { readAgainIfOutrun } from "../../api/read-again.ts";
import { useMay } from "../../api/session.ts";
import { ChangedMeanwhile } from "../../parts/changed-meanwhile.tsx";
import { Folded } from "../../parts/folded.tsx";
import { JsonTree } from "../../parts/json-tree.tsx";
import { showDone } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { SaveBar } from "../../parts/save-bar.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { UnsavedGuard } from "../../parts/unsaved-guard.tsx";
import { useDraft } from "../../parts/use-draft.ts";
import { useRestLater } from "../../parts/use-rest-later.ts";
import { Placeholders } from "./placeholders.tsx";
import { ProfileField } from "./profile-field.tsx";
import { PROFILE_GROUPS } from "./profile-fields.ts";
import type { ProfileField as Field } from "./profile-fields.ts";
import { valueAt, withValueAt } from "./profile-places.ts";
import type { Profile } from "./profile-places.ts";

interface ProfileFormProps {
  readonly name: string;
  readonly answer: Answer<"GET", "/connections/:name/profile">;
}

const PLACES = PROFILE_GROUPS.flatMap(({ fields }) => fields.map(({ path }) => path));

/** They fill a tall screen. */
const GROUPS_AT_FIRST = 3;

/** The tenant profile as a form. The runtime judges it whole before anything is saved. */
export function ProfileForm({ name, answer }: ProfileFormProps) {
  const client = useQueryClient();
  const may = useMay("admin") && !answer.fromFile;
  const draft = useDraft<Profile>(answer.profile);
  const { value: profile, set: setProfile } = draft;
  const groups = useRestLater(GROUPS_AT_FIRST);
  const save = useMutation({
    mutationFn: () =>
      api.put("/connections/:name/profile", { params: { name }, body: { profile, base: { ...draft.base } } }),
    onSuccess: async ({ saved }) => {
      if (!saved) return;
      showDone(`The profile of ${name} is saved.`);
      await client.invalidateQueries({ queryKey: ["/connections/:name/profile"] });
    },
    onError: (error) => readAgainIfOutrun(client, error, "/connections/:name/profile"),
  });
  const problems = save.data?.problems ?? [];
  const elsewhere = problems.filter(({ path }) => !PLACES.some((place) => isWithin(path, place)));
  const undo = (): void => {
    draft.begin(answer.profile);
    save.reset();
  };
  const fieldOf = (field: Field) => (
    <ProfileField
      key={`${draft.round} ${field.path}`}
      field={field}
      schema={answer.schema}
      value={valueAt(profile, field.path)}
      standard={valueAt(answer.defaults, field.path)}
      problem={problems.find(({ path }) => path === field.path)?.message}
      problemAt={(place) => problems.find(({ path }) => isWithin(path, `${field.path}.${place}`))?.message}
      disabled={!may}
      onChange={(value) => setProfile(withValueAt(profile, field.path, value))}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        {answer.fromFile && <Text size="sm">This profile is written in the configuration file; change it there.</Text>}
        {PROFILE_GROUPS.slice(0, groups).map((group) => (
          <Section key={group.title} title={group.title}>
            <Stack gap="md">
              {group.hint !== undefined && (
                <Text size="sm" c="dimmed">
                  {group.hint}
                </Text>
              )}
              <SimpleGrid cols={{ base: 1, md: 2 }}>{group.fields.filter(isShort).map(fieldOf)}</SimpleGrid>
              {group.fields.filter((field) => !isShort(field)).map(fieldOf)}
              {group.hasTemplates === true && <Placeholders />}
            </Stack>
          </Section>
        ))}
        <Section title="Courier cut-offs">
          <Text size="sm">
            Until when a change matters follows the courier’s collections. They are set at the trigger of the recipe
            that watches for gaps.{" "}
            <TextLink underline="always" to="/recipes/$name" params={{ name: "watch-sync-gaps" }}>
              Open the recipe
            </TextLink>
          </Text>
        </Section>
        <Folded label="As text">
          <JsonTree value={profile} of="profile" />
        </Folded>
        {may && (
          <SaveBar save="Save the profile" busy={save.isPending} edited={draft.edited.length > 0} onUndo={undo}>
            <UnsavedGuard edited={draft.edited.length > 0} />
            <ChangedMeanwhile
              shown={draft.outrun}
              onKeep={() => {
                draft.keep();
                save.reset();
              }}
              onGiveUp={undo}
            />
            <ProblemText error={draft.outrun ? null : save.error} />
            {problems.length > 0 && (
              <Text role="alert" size="sm" c="brick">
                {`${problems.length} ${problems.length === 1 ? "place" : "places"} cannot be used. Nothing was saved.`}
              </Text>
            )}
            {elsewhere.length > 0 && (
              <List size="sm">
                {elsewhere.map(({ path, message }) => (
                  <List.Item key={path}>{`${path}: ${message}`}</List.Item>
                ))}
              </List>
            )}
          </SaveBar>
        )}
      </Stack>
    </form>
  );
}

/** Two of these fit beside one another. */
function isShort({ kind }: Field): boolean {
  return ["text", "number", "choice", "switch"].includes(kind);
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`);
}

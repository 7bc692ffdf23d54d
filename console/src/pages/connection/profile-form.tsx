import { Button, Group, List, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/api.ts";
import type { Answer } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { Folded } from "../../parts/folded.tsx";
import { JsonTree } from "../../parts/json-tree.tsx";
import { showDone } from "../../parts/notices.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Section } from "../../parts/section.tsx";
import { changesBetween } from "../../words/value-changes.ts";
import { ProfileInput } from "./profile-field.tsx";
import { PROFILE_GROUPS } from "./profile-fields.ts";
import { valueAt, withValueAt } from "./profile-places.ts";
import type { Profile } from "./profile-places.ts";

interface ProfileFormProps {
  readonly name: string;
  readonly answer: Answer<"GET", "/connections/:name/profile">;
}

const PLACES = PROFILE_GROUPS.flatMap(({ fields }) => fields.map(({ path }) => path));

/** The tenant profile as a form. The runtime judges it whole before anything is saved. */
export function ProfileForm({ name, answer }: ProfileFormProps) {
  const client = useQueryClient();
  const may = useMay("admin") && !answer.fromFile;
  const [profile, setProfile] = useState<Profile>(answer.profile);
  const save = useMutation({
    mutationFn: () => api.put("/connections/:name/profile", { params: { name }, body: { profile } }),
    onSuccess: async ({ saved }) => {
      if (!saved) return;
      showDone(`The profile of ${name} is saved.`);
      await client.invalidateQueries({ queryKey: ["/connections/:name/profile"] });
    },
  });
  const problems = save.data?.problems ?? [];
  const elsewhere = problems.filter(({ path }) => !PLACES.some((place) => isWithin(path, place)));
  const edited = changesBetween(answer.profile, profile).length;
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
        {PROFILE_GROUPS.map(({ title, fields }) => (
          <Section key={title} title={title}>
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              {fields.map((field) => (
                <ProfileInput
                  key={field.path}
                  field={field}
                  value={valueAt(profile, field.path)}
                  standard={valueAt(answer.defaults, field.path)}
                  problem={problems.find(({ path }) => isWithin(path, field.path))?.message}
                  disabled={!may}
                  onChange={(value) => setProfile(withValueAt(profile, field.path, value))}
                />
              ))}
            </SimpleGrid>
          </Section>
        ))}
        <Folded label="The whole profile">
          <JsonTree value={profile} of="profile" />
        </Folded>
        <ProblemText error={save.error} />
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
        {may && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={edited === 0}>
              Save the profile
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`);
}

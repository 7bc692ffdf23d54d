import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { recipeVersion } from "../../../../../runtime/api/contract/recipe-parts.ts";
import type { z } from "zod";
import { api } from "../../../api/api.ts";
import { answerQuery } from "../../../api/queries.ts";
import { ConfirmDialog } from "../../../parts/confirm-dialog.tsx";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { showDone } from "../../../parts/notices.tsx";
import { ProblemText } from "../../../parts/problem-text.tsx";
import { Section } from "../../../parts/section.tsx";
import { useEditor } from "../document/editor.tsx";
import { Diff } from "./diff.tsx";
import { VersionList } from "./version-list.tsx";

type Version = z.output<typeof recipeVersion>;

/** Published versions, what differs between any two texts, and the way back. */
export default function VersionsView() {
  const { recipe, mayEdit } = useEditor();
  const { name, hash, draft } = recipe;
  const list = useInfiniteQuery({
    queryKey: ["/recipes/:name/versions", { name, hash: recipe.published?.hash ?? "" }],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        "/recipes/:name/versions",
        { params: { name }, query: pageParam === null ? {} : { before: pageParam } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const versions = list.data?.pages.flatMap(({ items }) => items) ?? recipe.versions;
  const [chosen, setChosen] = useState<{ from?: string; to?: string }>({});
  const [back, setBack] = useState<Version | null>(null);
  const choices = [
    ...(draft === null ? [] : [{ value: "draft", label: "The draft" }]),
    ...versions.map(({ version, inForce }) => ({
      value: String(version),
      label: `Version ${version}${inForce ? ", what runs" : ""}`,
    })),
    ...(recipe.version.state === "own" ? [] : [{ value: "shipped", label: "The shipped one" }]),
  ];
  const to = chosen.to ?? choices[0]?.value ?? "published";
  const from = chosen.from ?? choices[1]?.value ?? to;
  if (versions.length === 0) {
    return (
      <EmptyState
        title="No version yet"
        hint="Each time the recipe is published, its text is kept here with a note, to compare and to go back to."
      />
    );
  }
  return (
    <Stack>
      <Section title="Versions" flush>
        <VersionList
          versions={versions}
          onCompare={(version) => setChosen({ from: String(version), to: choices[0]?.value ?? "published" })}
          onRollBack={mayEdit ? setBack : null}
        />
        {list.hasNextPage && (
          <Group justify="center" p="sm">
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Load more
            </Button>
          </Group>
        )}
      </Section>
      <Section title="What differs">
        <Group mb="md" grow preventGrowOverflow={false}>
          <NativeSelect
            label="From"
            data={choices}
            value={from}
            onChange={({ currentTarget }) => setChosen({ from: currentTarget.value, to })}
          />
          <NativeSelect
            label="To"
            data={choices}
            value={to}
            onChange={({ currentTarget }) => setChosen({ from, to: currentTarget.value })}
          />
        </Group>
        <Diff name={name} from={from} to={to} stamp={hash} />
      </Section>
      {back !== null && <RollBack version={back} onClose={() => setBack(null)} />}
    </Stack>
  );
}

function RollBack({ version: { version }, onClose }: { readonly version: Version; readonly onClose: () => void }) {
  const { recipe } = useEditor();
  const { name } = recipe;
  const client = useQueryClient();
  const rollBack = useMutation({
    mutationFn: () => api.post("/recipes/:name/roll-back", { params: { name }, body: { version } }),
    onSuccess: (now) => {
      client.setQueryData(answerQuery("/recipes/:name", { params: { name } }).queryKey, now);
      void client.invalidateQueries({ queryKey: ["/recipes"] });
      onClose();
      showDone(`Version ${version} runs again.`);
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`Go back to version ${version}?`}
      confirm={`Roll back to version ${version}`}
      busy={rollBack.isPending}
      onConfirm={() => rollBack.mutate()}
    >
      <Stack>
        <Diff name={name} from="published" to={String(version)} stamp={recipe.hash} />
        <span>New events run that text from now on. It becomes a version of its own; a draft stays as it is.</span>
        <ProblemText error={rollBack.error} />
      </Stack>
    </ConfirmDialog>
  );
}

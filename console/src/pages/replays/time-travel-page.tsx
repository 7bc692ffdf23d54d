import { Button, Group, NativeSelect, NumberInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/api.ts";
import { answerQuery, pagesQuery } from "../../api/queries.ts";
import { useMay, useSession } from "../../api/session.ts";
import { PageHeader } from "../../parts/page-header.tsx";
import { ProblemText } from "../../parts/problem-text.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { fieldTextOf, momentOfField } from "../../words/moments.ts";
import { timeTravelRoute } from "./route.ts";

const MOST = { usual: 100, allowed: 1_000 };

/**
 * Tries a recipe’s draft on past orders as they stand now, and sends nothing. A recipe that never ran takes the runs of
 * another one.
 */
export function TimeTravelPage() {
  const { recipe: asked } = timeTravelRoute.useSearch();
  const navigate = useNavigate();
  const { timeZone } = useSession().installation;
  const may = useMay("editor");
  const choices = useQuery(answerQuery("/runs/choices"));
  const withRuns = choices.data?.recipes ?? [];
  const all = useInfiniteQuery(pagesQuery("/recipes", {}));
  const recipes = all.data?.pages.flatMap(({ items }) => items.map(({ name }) => name)) ?? [];
  const [chosen, setRecipe] = useState(asked ?? "");
  const recipe = chosen === "" ? (withRuns[0] ?? recipes[0] ?? "") : chosen;
  const [others, setOthers] = useState("");
  const runsOf = others !== "" ? others : withRuns.includes(recipe) ? recipe : (withRuns[0] ?? recipe);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [most, setMost] = useState<number | string>(MOST.usual);
  const [because, setBecause] = useState("");
  const start = useMutation({
    mutationFn: () =>
      api.post("/time-travel", {
        body: {
          recipe,
          because,
          choose: {
            filter: { recipe: runsOf, ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) },
            most: Number(most),
          },
        },
      }),
    onSuccess: ({ id }) => void navigate({ to: "/replays/$replayId", params: { replayId: String(id) } }),
  });
  const moment = (label: string, value: string, onChange: (value: string) => void) => (
    <TextInput
      type="datetime-local"
      label={label}
      title={timeZone}
      value={value === "" ? "" : fieldTextOf(value, timeZone)}
      onChange={({ currentTarget }) => onChange(momentOfField(currentTarget.value, timeZone) ?? "")}
    />
  );
  return (
    <>
      <PageHeader
        trail={
          <TextLink to="/replays" size="sm">
            All replays
          </TextLink>
        }
        title="Time travel"
        manual={{ page: "operations-manual", section: "trying-a-recipe-on-past-orders" }}
        hint="What a recipe would do about past orders as they stand now in Shopify and Peoplevox. Nothing is sent."
      />
      <Section title="Recipe and orders">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            start.mutate();
          }}
        >
          <Stack maw={560}>
            <Text size="sm">
              Each run begins with its own event of then, and reads both systems as they are today. An order that went
              well is already right, so nothing would be sent for it. What differs shows most for orders that are still
              open or went wrong.
            </Text>
            <NativeSelect
              label="Recipe"
              description="Its draft when it has one, else what is published."
              value={recipe}
              data={[...new Set([...(asked === undefined ? [] : [asked]), ...recipes, ...withRuns])]}
              onChange={({ currentTarget }) => setRecipe(currentTarget.value)}
            />
            <NativeSelect
              label="With the runs of"
              description="Whose past events it is tried on: for a recipe under a new name, those of the one it was made from."
              value={runsOf}
              data={[...new Set([runsOf, ...withRuns])]}
              onChange={({ currentTarget }) => setOthers(currentTarget.value)}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              {moment("From", from, setFrom)}
              {moment("To", to, setTo)}
            </SimpleGrid>
            <NumberInput
              label="At most"
              description={`The newest that fit; up to ${MOST.allowed}.`}
              suffix=" runs"
              min={1}
              max={MOST.allowed}
              value={most}
              onChange={setMost}
            />
            <TextInput
              label="What you want to see"
              maxLength={1_000}
              value={because}
              onChange={({ currentTarget }) => setBecause(currentTarget.value)}
            />
            <ProblemText error={start.error} />
            {!may && <Text size="sm">This needs the role Editor.</Text>}
            <Group>
              <Button type="submit" loading={start.isPending} disabled={!may || recipe === "" || Number(most) < 1}>
                Try it on past orders
              </Button>
            </Group>
          </Stack>
        </form>
      </Section>
    </>
  );
}

import { ActionIcon, Button, Group, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { ArrowDownIcon, ArrowUpIcon, PlusIcon } from "@radix-ui/react-icons";
import { useEditor } from "../document/editor.tsx";
import type { RecipeShape, StepShape } from "../document/recipe-shape.ts";
import { conditionInWords, stepRemarks } from "./chain-words.ts";
import { SideBadge } from "./side-badge.tsx";
import type { ChainActs } from "./use-chain-acts.ts";
import { nameOf, useComponents } from "./use-component-names.ts";
import classes from "./chain-list.module.css";

interface ChainListProps {
  readonly shape: RecipeShape;
  readonly acts: ChainActs;
}

/** The chain as an ordered list: all that the picture shows and can do, for the keyboard and small screens. */
export function ChainList({ shape, acts }: ChainListProps) {
  const { selected, select, mayEdit, recipe } = useEditor();
  const find = useComponents();
  const { triggers, steps } = shape;
  return (
    <Stack gap="xs">
      <Title order={2}>What starts it</Title>
      <ul className={classes.list} aria-label="Triggers">
        {triggers.map(({ uses }, at) => (
          <li
            key={at}
            className={classes.entry}
            data-selected={(selected?.what === "trigger" && selected.at === at) || undefined}
            data-wrong={recipe.found.some(({ path }) => path.startsWith(`triggers[${at}]`)) || undefined}
          >
            <UnstyledButton className={classes.what} onClick={() => select({ what: "trigger", at })}>
              <Text fw={600}>{nameOf(find(uses), uses)}</Text>
              <Text size="xs" c="dimmed">
                {uses}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {triggers.length === 0 && <Text c="dimmed">Nothing starts it yet.</Text>}
      {mayEdit && <Add label="Add a trigger" onClick={() => acts.startPicking({ what: "source" })} />}
      <Title order={2} mt="sm">
        Steps
      </Title>
      <ol className={classes.list} aria-label="Steps">
        {steps.map((step, at) => (
          <StepEntry key={step.namespace || at} step={step} at={at} last={at === steps.length - 1} acts={acts} />
        ))}
      </ol>
      {steps.length === 0 && <Text c="dimmed">There is no step yet.</Text>}
      {mayEdit && <Add label="Add a step" onClick={() => acts.startPicking({ what: "action", at: steps.length })} />}
    </Stack>
  );
}

interface StepEntryProps {
  readonly step: StepShape;
  readonly at: number;
  readonly last: boolean;
  readonly acts: ChainActs;
}

function StepEntry({ step, at, last, acts }: StepEntryProps) {
  const { selected, select, mayEdit, recipe } = useEditor();
  const component = useComponents()(step.uses);
  const { namespace } = step;
  const remarks = stepRemarks(step);
  return (
    <li
      className={classes.entry}
      data-selected={(selected?.what === "step" && selected.namespace === namespace) || undefined}
      data-wrong={recipe.found.some((problem) => problem.step === namespace) || undefined}
    >
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <UnstyledButton className={classes.what} onClick={() => select({ what: "step", namespace })}>
          <Text fw={600}>
            {at + 1}. {nameOf(component, step.uses)}
          </Text>
          <Group gap={6}>
            <Text size="xs" c="dimmed">
              {namespace}
            </Text>
            {component !== undefined && <SideBadge component={component} />}
          </Group>
          {step.if !== undefined && <Text size="sm">Only if {conditionInWords(step.if)}</Text>}
          {remarks.length > 0 && (
            <Text size="sm" c="dimmed">
              {remarks.join("; ")}
            </Text>
          )}
        </UnstyledButton>
        {mayEdit && (
          <Group gap={4} wrap="nowrap">
            <ActionIcon
              variant="default"
              aria-label={`Move ${namespace} up`}
              disabled={at === 0}
              onClick={() => acts.move(namespace, at - 1)}
            >
              <ArrowUpIcon aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label={`Move ${namespace} down`}
              disabled={last}
              onClick={() => acts.move(namespace, at + 1)}
            >
              <ArrowDownIcon aria-hidden />
            </ActionIcon>
          </Group>
        )}
      </Group>
    </li>
  );
}

function Add({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button
      variant="light"
      size="compact-md"
      style={{ alignSelf: "start" }}
      leftSection={<PlusIcon aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

import { Button, Stack } from "@mantine/core";
import { TrashIcon } from "@radix-ui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../../api/queries.ts";
import type { ChainActs } from "../chain/use-chain-acts.ts";
import { useEditor } from "../document/editor.tsx";
import { keyOf } from "../document/recipe-shape.ts";
import type { TriggerShape } from "../document/recipe-shape.ts";
import { PropsForm } from "../form/props-form.tsx";
import { ComponentHead } from "./component-head.tsx";
import { FieldsPending } from "./fields-pending.tsx";
import { PlaceProblems } from "./place-problems.tsx";

interface TriggerPanelProps {
  readonly trigger: TriggerShape;
  readonly at: number;
  readonly acts: ChainActs;
}

/** A trigger: what it listens to, and how. */
export function TriggerPanel({ trigger, at, acts }: TriggerPanelProps) {
  const { save, mayEdit, recipe } = useEditor();
  const { data: component, isLoading } = useQuery(
    answerQuery("/components/:key", { params: { key: keyOf(trigger.uses) } }),
  );
  return (
    <Stack gap="md">
      <ComponentHead uses={trigger.uses} kind="Trigger" />
      <PlaceProblems problems={recipe.found.filter(({ path }) => path.startsWith(`triggers[${at}]`))} />
      {isLoading && <FieldsPending />}
      {component !== undefined && (
        <PropsForm
          component={component}
          values={trigger.props}
          onChange={(prop, value) => void save({ operations: [{ op: "set-trigger-prop", at, prop, value }] })}
        />
      )}
      {mayEdit && (
        <Button
          variant="subtle"
          color="brick"
          size="compact-md"
          style={{ alignSelf: "start" }}
          leftSection={<TrashIcon aria-hidden />}
          onClick={() => acts.removeTrigger(at)}
        >
          Remove the trigger
        </Button>
      )}
    </Stack>
  );
}

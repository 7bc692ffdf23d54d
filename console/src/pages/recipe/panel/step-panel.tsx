import { Button, Group, Stack, Switch, Textarea } from "@mantine/core";
import { PlayIcon, TrashIcon } from "@radix-ui/react-icons";
import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../../api/client.ts";
import { answerQuery } from "../../../api/queries.ts";
import { Folded } from "../../../parts/folded.tsx";
import { ON_ERROR } from "../chain/chain-words.ts";
import type { ChainActs } from "../chain/use-chain-acts.ts";
import { useEditor } from "../document/editor.tsx";
import { keyOf } from "../document/recipe-shape.ts";
import type { OnError, StepShape } from "../document/recipe-shape.ts";
import { ExpressionInput } from "../form/expression-input.tsx";
import { PropsForm } from "../form/props-form.tsx";
import { useCommitted } from "../form/use-committed.ts";
import { recipeRoute } from "../route.ts";
import { AgainstChoice } from "../try/against-choice.tsx";
import { CodePanel } from "./code-panel.tsx";
import { ComponentHead } from "./component-head.tsx";
import { FieldsPending } from "./fields-pending.tsx";
import { OnErrorChoice } from "./on-error-choice.tsx";
import { PlaceProblems } from "./place-problems.tsx";
import { StepName } from "./step-name.tsx";

/** A step: what it does, with what, when, and what happens if it fails. */
export function StepPanel({ step, acts }: { readonly step: StepShape; readonly acts: ChainActs }) {
  const { recipe } = useEditor();
  const { namespace, uses } = step;
  const { data: component, isLoading } = useQuery({
    ...answerQuery("/components/:key", { params: { key: keyOf(uses) } }),
    enabled: uses !== "code" && uses !== "",
  });
  return (
    <Stack gap="md">
      <ComponentHead uses={uses} kind={`Step ${namespace}`} />
      <PlaceProblems problems={recipe.found.filter((problem) => problem.step === namespace)} />
      {isLoading ? <FieldsPending /> : <Fields step={step} component={component} acts={acts} />}
    </Stack>
  );
}

interface FieldsProps {
  readonly step: StepShape;
  /** Undefined for code of one's own, and for a component that is not there. */
  readonly component: Answer<"GET", "/components/:key"> | undefined;
  readonly acts: ChainActs;
}

function Fields({ step, component, acts }: FieldsProps) {
  const { save, mayEdit } = useEditor();
  const navigate = recipeRoute.useNavigate();
  const { namespace } = step;
  const set = (field: "if" | "notes" | "onError" | "code" | "env" | "limits" | "readOnly", value: unknown): void =>
    void save({ operations: [{ op: "set-step", namespace, field, value }] });
  return (
    <>
      {mayEdit && (
        <Group gap="xs">
          <Button
            variant="light"
            size="compact-md"
            leftSection={<PlayIcon aria-hidden />}
            onClick={() => void navigate({ search: { view: "try", step: namespace } })}
          >
            Try up to here
          </Button>
          <Switch
            label="Switched on"
            checked={!step.disabled}
            onChange={({ currentTarget }) => acts.setDisabled(namespace, !currentTarget.checked)}
          />
        </Group>
      )}
      {mayEdit && <AgainstChoice label="Show values of" compact />}
      {component !== undefined && (
        <PropsForm
          component={component}
          values={step.props}
          step={namespace}
          onChange={(prop, value) => void save({ operations: [{ op: "set-prop", namespace, prop, value }] })}
        />
      )}
      {step.code !== undefined && <CodePanel step={step} onChange={set} />}
      <ExpressionInput
        label="Only if"
        description="The step is skipped when this does not hold. Empty: it always runs."
        placeholder="{{steps.order.$return_value.lines.length > 0}}"
        condition
        step={namespace}
        readOnly={!mayEdit}
        value={step.if ?? ""}
        onChange={(text) => set("if", text.trim() === "" ? null : text)}
      />
      <OnErrorChoice
        value={step.onError}
        readOnly={!mayEdit}
        onChange={(value: OnError) => set("onError", value === "stop" ? null : value)}
        words={ON_ERROR}
      />
      <Notes notes={step.notes ?? ""} onChange={(text) => set("notes", text.trim() === "" ? null : text)} />
      {mayEdit && (
        <Folded label="Name and removal">
          <Stack gap="sm">
            <StepName namespace={namespace} />
            <Button
              variant="subtle"
              color="brick"
              size="compact-md"
              style={{ alignSelf: "start" }}
              leftSection={<TrashIcon aria-hidden />}
              onClick={() => acts.remove(namespace)}
            >
              Remove the step
            </Button>
          </Stack>
        </Folded>
      )}
    </>
  );
}

function Notes({ notes, onChange }: { readonly notes: string; readonly onChange: (text: string) => void }) {
  const { mayEdit } = useEditor();
  const { text, type, flush } = useCommitted(notes, onChange);
  return (
    <Textarea
      label="Notes"
      description="For people who read the recipe."
      autosize
      maxRows={8}
      readOnly={!mayEdit}
      value={text}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={flush}
    />
  );
}

import { ActionIcon, Group, Stack, Switch, Text, Textarea, TextInput, Title } from "@mantine/core";
import { Cross2Icon } from "@radix-ui/react-icons";
import type { RecipeOperation } from "../../../../../runtime/api/contract/recipe-parts.ts";
import { useEditor } from "../document/editor.tsx";
import type { RecipeShape } from "../document/recipe-shape.ts";
import { ExpressionInput } from "../form/expression-input.tsx";
import { PlainNumber } from "../form/plain-number.tsx";
import { useCommitted } from "../form/use-committed.ts";
import { RetryChoice } from "./retry-choice.tsx";

type SettingName = Extract<RecipeOperation, { op: "set-setting" }>["field"];

/** What holds for the whole recipe: its title, what it is for, and how its runs go. */
export function RecipePanel({ shape }: { readonly shape: RecipeShape }) {
  const { save, select, mayEdit } = useEditor();
  const { settings } = shape;
  const setField = (field: "title" | "description", text: string): void =>
    void save({ operations: [{ op: "set-field", field, value: text.trim() === "" ? null : text.trim() }] });
  const set = (field: SettingName, value: unknown): void =>
    void save({ operations: [{ op: "set-setting", field, value }] });
  const title = useCommitted(shape.title, (text) => setField("title", text), { onlyOnLeaving: true });
  const description = useCommitted((shape.description ?? "").trim(), (text) => setField("description", text));
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start" component="header">
        <div>
          <Text size="sm" c="dimmed">
            The whole recipe
          </Text>
          <Title order={2}>Title and settings</Title>
        </div>
        <ActionIcon variant="subtle" color="gray" aria-label="Close what is selected" onClick={() => select(null)}>
          <Cross2Icon aria-hidden />
        </ActionIcon>
      </Group>
      <TextInput
        label="Title"
        description="What the recipe does, in a few words."
        required
        readOnly={!mayEdit}
        value={title.text}
        onChange={({ currentTarget }) => title.type(currentTarget.value)}
        onBlur={title.flush}
      />
      <Textarea
        label="Description"
        description="For people who choose among recipes."
        autosize
        minRows={2}
        maxRows={10}
        readOnly={!mayEdit}
        value={description.text}
        onChange={({ currentTarget }) => description.type(currentTarget.value)}
        onBlur={description.flush}
      />
      <RetryChoice value={settings.retry ?? "standard"} readOnly={!mayEdit} onChange={(retry) => set("retry", retry)} />
      <PlainNumber
        label="What was read stays fresh for (seconds)"
        description="A run that continues reads again what is older."
        readOnly={!mayEdit}
        usual={60}
        min={0}
        value={settings.readsStayFreshSeconds}
        onChange={(value) => set("readsStayFreshSeconds", value)}
      />
      <Switch
        label="Fold events into a run that waits"
        description="An order that changes again before its run has begun needs no second run. Off when each event matters."
        disabled={!mayEdit}
        checked={settings.foldWaitingEvents ?? true}
        onChange={({ currentTarget }) => set("foldWaitingEvents", currentTarget.checked ? null : false)}
      />
      <Switch
        label="Run only where the configuration names it"
        description="For a recipe that would be wrong for some merchants. It can be switched on here nevertheless."
        disabled={!mayEdit}
        checked={settings.onlyWhenConfigured ?? false}
        onChange={({ currentTarget }) => set("onlyWhenConfigured", currentTarget.checked || null)}
      />
      <ExpressionInput
        label="What names the order"
        description="Runs of one order never overlap. Empty: the event's own fields say which order it is."
        placeholder="{{steps.trigger.event.order.id}}"
        readOnly={!mayEdit}
        value={settings.orderKey ?? ""}
        onChange={(text) => set("orderKey", text.trim() === "" ? null : text)}
      />
    </Stack>
  );
}

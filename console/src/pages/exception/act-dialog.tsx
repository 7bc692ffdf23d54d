import { Button, Group, NativeSelect, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSession } from "../../api/session.ts";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { Time } from "../../parts/time.tsx";
import { useNow } from "../../parts/use-now.ts";
import { fieldTextOf, momentOfField } from "../../words/moments.ts";
import { snoozeTimes } from "../../words/snooze-times.ts";
import { isComplete, NOTHING_GIVEN } from "./act-of.ts";
import type { ActGiven } from "./act-of.ts";
import type { Acts, PendingAct } from "./use-acts.ts";
import { usePeople } from "./use-people.ts";

type ActDialogProps = Pick<Acts, "pending" | "busy" | "confirm" | "close">;

/** Asks for what an act needs, such as a note or until when. */
export function ActDialog({ pending, ...acts }: ActDialogProps) {
  // It comes and goes with the act, so that the next one begins with empty fields.
  return pending === null ? null : <Asking pending={pending} {...acts} />;
}

function Asking({
  pending: { words, on },
  busy,
  confirm,
  close,
}: Omit<ActDialogProps, "pending"> & { readonly pending: PendingAct }) {
  const [given, setGiven] = useState(NOTHING_GIVEN);
  const { asks, label, explain, dangerous = false } = words;
  const change = (part: Partial<ActGiven>): void => setGiven({ ...given, ...part });
  return (
    <ConfirmDialog
      opened
      onClose={close}
      title={`${label}: ${on.length === 1 ? (on[0]?.orderName ?? "") : `${on.length} exceptions`}`}
      confirm={label}
      dangerous={dangerous}
      busy={busy}
      disabled={!isComplete(words, given)}
      onConfirm={() => confirm(given)}
    >
      <Text>{explain}</Text>
      {asks === "until" && <UntilField value={given.until} onChange={(until) => change({ until })} />}
      {asks === "person" && <PersonField value={given.person} onChange={(person) => change({ person })} />}
      <Textarea
        label={asks === "needed-note" ? "Note" : "Note, if there is something to say"}
        required={asks === "needed-note"}
        withAsterisk={false}
        data-autofocus={asks === "note" || asks === "needed-note" ? true : undefined}
        autosize
        minRows={2}
        maxLength={1_000}
        value={given.note}
        onChange={({ currentTarget }) => change({ note: currentTarget.value })}
      />
    </ConfirmDialog>
  );
}

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function UntilField({ value, onChange }: FieldProps) {
  const { timeZone } = useSession().installation;
  const now = useNow();
  return (
    <>
      <Group gap="xs">
        {snoozeTimes(now, timeZone).map(({ label, until }, index) => (
          <Button
            key={label}
            variant="default"
            size="compact-md"
            data-autofocus={index === 0 ? true : undefined}
            onClick={() => onChange(until)}
          >
            {label}
          </Button>
        ))}
      </Group>
      <TextInput
        type="datetime-local"
        label="Until"
        description={value === "" ? timeZone : <Time value={value} />}
        value={value === "" ? "" : fieldTextOf(value, timeZone)}
        onChange={({ currentTarget }) => onChange(momentOfField(currentTarget.value, timeZone) ?? "")}
      />
    </>
  );
}

function PersonField({ value, onChange }: FieldProps) {
  return (
    <NativeSelect
      label="To"
      data-autofocus
      value={value}
      data={[{ value: "", label: "Choose a person" }, ...usePeople()]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

import { Button, Group, Modal, NativeSelect, PasswordInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/api.ts";
import { ApiError } from "../../api/api-error.ts";
import { FocusBack } from "../../parts/focus-back.tsx";
import { showDone } from "../../parts/notices.tsx";
import { AppAccountFields, fieldsOfAccount, NO_ACCOUNT } from "./app-account-fields.tsx";
import { CheckList } from "./check-list.tsx";
import type { ConnectionItem, ConnectionsAnswer } from "./connection-card.tsx";

interface ConnectionFormProps {
  readonly types: ConnectionsAnswer["types"];
  /** The one to change; without it a new one is added. */
  readonly item?: ConnectionItem;
  readonly onClose: () => void;
}

/** Adds or changes a connection. It is checked first; saving it all the same is a choice of its own. */
export function ConnectionForm({ types, item, onClose }: ConnectionFormProps) {
  const client = useQueryClient();
  const [type, setType] = useState(item?.type ?? types[0]?.type ?? "shopify");
  const [name, setName] = useState(item?.name ?? "");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const form = item === undefined ? types.find((each) => each.type === type) : undefined;
  const fields = item?.fields ?? form?.fields ?? [];
  const [account, setAccount] = useState({ ...NO_ACCOUNT, app: appOf(item) });
  const given = (): Record<string, unknown> =>
    type === "app"
      ? fieldsOfAccount(account)
      : Object.fromEntries(
          Object.entries(values).map(([field, value]) => [field, field === "alertChannels" ? linesOf(value) : value]),
        );
  const kind = type as ConnectionItem["type"];
  const check = useMutation({
    mutationFn: () =>
      api.post("/connections/check", {
        body: { type: kind, fields: given(), ...(item === undefined ? {} : { name: item.name }) },
      }),
  });
  const save = useMutation({
    mutationFn: () =>
      item === undefined
        ? api.post("/connections", { body: { name, type: kind, fields: given() } })
        : api.patch("/connections/:name", { params: { name: item.name }, body: { fields: given() } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["/connections"] });
      showDone(item === undefined ? `${name} is connected.` : `${item.name} is changed.`);
      onClose();
    },
  });
  const refusal = save.error instanceof ApiError ? save.error : null;
  const problem = check.error instanceof ApiError ? check.error : refusal;
  const passed = check.data?.ok === true;
  return (
    <Modal opened onClose={onClose} size="lg" title={item === undefined ? "Add a connection" : `Change ${item.name}`}>
      <FocusBack />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (passed) save.mutate();
          else check.mutate();
        }}
      >
        <Stack>
          {item === undefined && (
            <>
              <NativeSelect
                label="Kind"
                data={types.map(({ type: value, label }) => ({ value, label }))}
                value={type}
                onChange={({ currentTarget }) => {
                  setType(currentTarget.value);
                  setValues({});
                  check.reset();
                }}
              />
              <Text size="sm" c="dimmed">
                {form?.help}
              </Text>
              <TextInput
                label="Name"
                description="Recipes use this name. Lower case and hyphens, such as shop or warehouse-de."
                required
                pattern="[a-z][a-z0-9\-]*"
                error={refusal?.about("name")}
                value={name}
                onChange={({ currentTarget }) => setName(currentTarget.value)}
              />
            </>
          )}
          {type === "app" && (
            <AppAccountFields
              account={account}
              replaces={item !== undefined}
              errorAt={(field) => problem?.about(`fields.${field}`)}
              onChange={(next) => {
                setAccount(next);
                check.reset();
              }}
            />
          )}
          {(type === "app" ? [] : fields).map((field) => {
            const common = {
              label: field.label,
              description:
                field.secret && field.isSet ? `${field.help} It is set; write a new one to replace it.` : field.help,
              required: !field.optional && !(field.secret && field.isSet),
              error: refusal?.about(`fields.${field.name}`),
              value: values[field.name] ?? (typeof field.value === "string" ? field.value : ""),
              onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
                const { value } = currentTarget;
                setValues((before) => ({ ...before, [field.name]: value }));
                check.reset();
              },
            };
            if (field.name === "alertChannels") return <Textarea key={field.name} {...common} autosize minRows={2} />;
            return field.secret ? (
              <PasswordInput key={field.name} {...common} autoComplete="new-password" />
            ) : (
              <TextInput key={field.name} {...common} autoComplete="off" />
            );
          })}
          <CheckList answer={check.data} error={check.error} />
          {save.error !== null && (
            <Text role="alert" c="var(--mantine-color-error)">
              {save.error.message}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Back
            </Button>
            {check.isSuccess && !passed && (
              <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
                Save it all the same
              </Button>
            )}
            <Button type="submit" loading={check.isPending || (passed && save.isPending)}>
              {passed ? "Save" : "Check"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Slug of the app that a connection is an account of; empty for a new one. */
function appOf(item: ConnectionItem | undefined): string {
  return item?.fields.find(({ name }) => name.startsWith("app:"))?.name.slice("app:".length) ?? "";
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

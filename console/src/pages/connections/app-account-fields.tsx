import { PasswordInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { RowList } from "../../parts/row-list.tsx";

/** One value of an account, such as oauth_access_token. It is written, and never shown again. */
interface AccountValue {
  readonly name: string;
  readonly value: string;
}

/** What a person writes about an app's account. */
export interface AppAccount {
  readonly app: string;
  readonly values: readonly AccountValue[];
}

export const NO_ACCOUNT: AppAccount = { app: "", values: [{ name: "oauth_access_token", value: "" }] };

/** As the API takes it: the app's slug beside the values by their names. */
export function fieldsOfAccount({ app, values }: AppAccount): Record<string, string> {
  return { ...Object.fromEntries(values.map(({ name, value }) => [name.trim(), value])), app: app.trim() };
}

interface AppAccountFieldsProps {
  readonly account: AppAccount;
  /** There is one already: what is written replaces all of it. */
  readonly replaces: boolean;
  readonly errorAt: (field: string) => string | undefined;
  readonly onChange: (account: AppAccount) => void;
}

/** Account of any Pipedream app: which app, and the values that its code reads. */
export function AppAccountFields({ account, replaces, errorAt, onChange }: AppAccountFieldsProps) {
  const { app, values } = account;
  return (
    <Stack>
      <TextInput
        label="App"
        description="Its short name, as the recipe's editor shows it: slack, google_sheets."
        required
        readOnly={replaces}
        pattern="[a-z0-9_]+"
        autoComplete="off"
        error={errorAt("app")}
        value={app}
        onChange={({ currentTarget }) => onChange({ ...account, app: currentTarget.value })}
      />
      {replaces && <Text size="sm">Write all of its values: they replace what is there.</Text>}
      <RowList
        noun="value"
        add="Add a value"
        rows={values}
        fresh={() => ({ name: "", value: "" })}
        empty="No value yet."
        onChange={(rows) => onChange({ ...account, values: rows })}
        row={(row, _index, set) => (
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <TextInput
              label="Name"
              required
              autoComplete="off"
              value={row.name}
              onChange={({ currentTarget }) => set({ ...row, name: currentTarget.value })}
            />
            <PasswordInput
              label="Value"
              required
              autoComplete="new-password"
              value={row.value}
              onChange={({ currentTarget }) => set({ ...row, value: currentTarget.value })}
            />
          </SimpleGrid>
        )}
      />
    </Stack>
  );
}

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../../api/queries.ts";
import { isTo } from "../chain/starting-props.ts";
import { useEditor } from "../document/editor.tsx";
import type { FieldProps } from "./prop-field.tsx";

/** Which connection fills a system's props. Secrets are in connections; a recipe only names them. */
export function ConnectionField({ prop, label, readOnly }: FieldProps) {
  const { shape, save } = useEditor();
  const { data } = useQuery(answerQuery("/connections"));
  const system = prop.filledBy ?? prop.app ?? "";
  const fitting = (data?.items ?? []).filter((connection) => isTo(connection, system));
  const used = Object.entries(shape?.connections ?? {});
  const [local, name] =
    used.find(([, connection]) => fitting.some((each) => each.name === connection)) ??
    used.find(([key]) => key === system) ??
    [];
  const howToAdd =
    fitting.length === 0 && prop.app !== null
      ? ` Under Connections its kind is “Account of a Pipedream app”, and the app ${prop.app}.`
      : "";
  const set = (value: string | null): void =>
    void save({ operations: [{ op: "set-connection", name: local ?? system, value }] });
  return (
    <Select
      label={system === "" ? label : `Connection to ${system.charAt(0).toUpperCase()}${system.slice(1)}`}
      description={`Its fields and secrets come from there; they are never in the recipe. It counts for the whole recipe.${howToAdd}`}
      placeholder={
        fitting.length === 0 ? "There is none yet; an administrator adds it under Connections" : "Choose one"
      }
      readOnly={readOnly || system === ""}
      clearable
      data={[...new Set([...fitting.map((each) => each.name), ...(name === undefined ? [] : [name])])]}
      value={name ?? null}
      onChange={set}
    />
  );
}

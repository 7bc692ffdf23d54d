import { Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ComponentDetail } from "../../../../../runtime/api/contract/editing.ts";
import { api } from "../../../api/api.ts";
import { Folded } from "../../../parts/folded.tsx";
import { ProblemText } from "../../../parts/problem-text.tsx";
import { useEditor } from "../document/editor.tsx";
import { PropField } from "./prop-field.tsx";
import { kindOf } from "./prop-kinds.ts";

interface PropsFormProps {
  readonly component: ComponentDetail;
  readonly values: Readonly<Record<string, unknown>>;
  readonly onChange: (prop: string, value: unknown) => void;
  readonly step?: string;
}

/** The props of a component as a form: what must be set, what is set, and folded what has a default. */
export function PropsForm({ component, values, onChange, step }: PropsFormProps) {
  const { mayEdit, shape } = useEditor();
  // A field stays where it is while somebody fills it in.
  const [first] = useState(values);
  const asks = mayEdit && (component.dynamicProps || component.props.some(({ reloadProps }) => reloadProps));
  const { data, error } = useQuery({
    queryKey: ["/components/:key/props", component.key, values, shape?.connections],
    queryFn: () =>
      api.post("/components/:key/props", {
        params: { key: component.key },
        body: { configured: { ...values }, connections: { ...shape?.connections } },
      }),
    enabled: asks,
    placeholderData: keepPreviousData,
  });
  const props = (data?.props ?? component.props).filter((prop) => kindOf(prop) !== "none");
  const systems = new Set<string>();
  const asked = props.filter(({ filledBy }) => {
    if (filledBy === null) return true;
    const first = !systems.has(filledBy);
    systems.add(filledBy);
    return first;
  });
  const field = (prop: (typeof props)[number]) => (
    <PropField
      key={prop.name}
      prop={prop}
      value={values[prop.name]}
      readOnly={!mayEdit || prop.disabled}
      onChange={(value) => onChange(prop.name, value)}
      componentKey={component.key}
      configured={values}
      {...(step === undefined ? {} : { step })}
    />
  );
  const [shown, folded] = [asked.filter((prop) => isShown(prop, first)), asked.filter((prop) => !isShown(prop, first))];
  return (
    <Stack gap="md">
      {asked.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing has to be set.
        </Text>
      )}
      {shown.map(field)}
      {data?.problem != null && (
        <Text size="sm" c="brick" role="alert">
          {data.problem}
        </Text>
      )}
      <ProblemText error={error} />
      {folded.length > 0 && (
        <Folded label={`More settings (${folded.length})`}>
          <Stack gap="md">{folded.map(field)}</Stack>
        </Folded>
      )}
    </Stack>
  );
}

function isShown(prop: ComponentDetail["props"][number], values: Readonly<Record<string, unknown>>): boolean {
  const hasDefault = prop.default !== null && prop.default !== undefined;
  return (
    values[prop.name] !== undefined || (!prop.optional && !hasDefault) || prop.reloadProps || prop.type === "alert"
  );
}

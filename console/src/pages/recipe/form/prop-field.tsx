import { Alert, Group, Select, Switch, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import type { PropItem } from "../../../../../runtime/api/contract/editing.ts";
import { ConnectionField } from "./connection-field.tsx";
import { ExpressionInput } from "./expression-input.tsx";
import { JsonField } from "./json-field.tsx";
import { ListField } from "./list-field.tsx";
import { NumberField } from "./number-field.tsx";
import { OptionsField } from "./options-field.tsx";
import { isExpression, kindOf, labelOf, plainText } from "./prop-kinds.ts";
import type { PropKind } from "./prop-kinds.ts";
import { TimerField } from "./timer-field.tsx";

export interface FieldProps {
  readonly prop: PropItem;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly value: unknown;
  /** `null` takes the value away, so that the default holds. */
  readonly onChange: (value: unknown) => void;
}

interface PropFieldProps extends Pick<FieldProps, "prop" | "readOnly" | "value" | "onChange"> {
  readonly step?: string;
  readonly componentKey: string;
  readonly configured: Readonly<Record<string, unknown>>;
}

/** Kinds whose field cannot hold an expression itself. */
const WITHOUT_TEXT: readonly PropKind[] = ["choice", "choices", "yes-no", "number", "list", "json"];

/** One prop, asked for as fits its type, or as an expression. */
export function PropField({ prop, step, componentKey, configured, ...given }: PropFieldProps) {
  const kind = kindOf(prop);
  const [wantsExpression, setWantsExpression] = useState(false);
  const field: FieldProps = {
    ...given,
    prop,
    label: labelOf(prop),
    description: describe(prop),
    required: !prop.optional && (prop.default === null || prop.default === undefined),
  };
  const { value, onChange, readOnly, label, description, required } = field;
  if (kind === "none") return null;
  if (kind === "note") {
    return (
      <Alert color={prop.alertType === "warning" || prop.alertType === "error" ? "amber" : "blue"}>
        {plainText(prop.content)}
      </Alert>
    );
  }
  if (kind === "connection") return <ConnectionField {...field} />;
  const asExpression = kind === "text" || isExpression(value) || wantsExpression;
  const switchable = WITHOUT_TEXT.includes(kind) && !readOnly;
  return (
    <div>
      {asExpression ? (
        <ExpressionInput
          label={label}
          description={description}
          required={required}
          readOnly={readOnly}
          value={typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value)}
          placeholder={typeof prop.default === "string" ? prop.default : ""}
          onChange={(text) => onChange(text === "" ? null : text)}
          {...(step === undefined ? {} : { step })}
        />
      ) : (
        <TypedField kind={kind} field={field} componentKey={componentKey} configured={configured} />
      )}
      {switchable && (
        <UnstyledButton
          mt={2}
          onClick={() => {
            if (isExpression(value)) onChange(null);
            setWantsExpression(!asExpression);
          }}
        >
          <Text size="xs" c="dimmed" td="underline">
            {asExpression ? `Set ${label} as a fixed value` : `Take ${label} from an earlier step`}
          </Text>
        </UnstyledButton>
      )}
    </div>
  );
}

interface TypedFieldProps {
  readonly kind: PropKind;
  readonly field: FieldProps;
  readonly componentKey: string;
  readonly configured: Readonly<Record<string, unknown>>;
}

function TypedField({ kind, field, componentKey, configured }: TypedFieldProps): ReactNode {
  switch (kind) {
    case "choice":
    case "choices":
      return (
        <OptionsField {...field} componentKey={componentKey} configured={configured} several={kind === "choices"} />
      );
    case "number":
      return <NumberField {...field} />;
    case "list":
      return <ListField {...field} />;
    case "timer":
      return <TimerField {...field} />;
    case "yes-no":
      return <YesNo {...field} />;
    default:
      return <JsonField {...field} />;
  }
}

function YesNo({ label, description, value, prop, readOnly, onChange }: FieldProps) {
  const usual = prop.default === true ? "yes" : prop.default === false ? "no" : null;
  if (usual === null && prop.optional) {
    return (
      <Select
        label={label}
        description={description}
        clearable
        readOnly={readOnly}
        placeholder="Not set"
        data={[
          { value: "true", label: "Yes" },
          { value: "false", label: "No" },
        ]}
        value={typeof value === "boolean" ? String(value) : null}
        onChange={(text) => onChange(text === null ? null : text === "true")}
      />
    );
  }
  return (
    <Group gap="xs">
      <Switch
        label={label}
        description={description}
        disabled={readOnly}
        checked={typeof value === "boolean" ? value : prop.default === true}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.checked === prop.default ? null : currentTarget.checked)
        }
      />
    </Group>
  );
}

/** No connection has such a secret, and a recipe never holds one. */
const HOW_A_SECRET_IS_GIVEN =
  "It is secret: put it into an environment variable of LastEdit, list the variable under allowEnv in the configuration, and write {{process.env.NAME}} here.";

function describe(prop: PropItem): string {
  const text = plainText(prop.description);
  if (prop.secret) return `${text} ${HOW_A_SECRET_IS_GIVEN}`.trim();
  const usual = prop.default;
  if (typeof usual !== "string" && typeof usual !== "number" && typeof usual !== "boolean") return text;
  const words = usual === true ? "yes" : usual === false ? "no" : String(usual);
  return /default/i.test(text) || words === "" ? text : `${text} Default: ${words}.`.trim();
}

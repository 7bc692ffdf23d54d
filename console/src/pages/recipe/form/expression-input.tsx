import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { ExpressionPreview } from "./expression-preview.tsx";
import { useCommitted } from "./use-committed.ts";
import { useCompletion } from "./use-completion.ts";
import classes from "./expression-input.module.css";

interface ExpressionInputProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly readOnly?: boolean;
  /** The step that it belongs to: only what comes before it is offered. */
  readonly step?: string;
  /** A condition: it is an expression without `{{ }}` as well, and its value is yes or no. */
  readonly condition?: boolean;
}

/** A text that may hold `{{ }}`: offers what may stand at the cursor, and shows the value below. */
export function ExpressionInput(props: ExpressionInputProps) {
  const {
    label,
    description,
    required = false,
    placeholder,
    value,
    onChange,
    readOnly = false,
    step,
    condition = false,
  } = props;
  // Half an expression is wrong: it is saved when the field is left.
  const { text, type, flush } = useCommitted(value, onChange, { onlyOnLeaving: true });
  const [cursor, setCursor] = useState<number | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const asks = cursor !== null && !readOnly && (condition || text.includes("{{"));
  const completion = useCompletion(asks ? { text, cursor, ...(step === undefined ? {} : { step }) } : null);
  const choices = asks ? (completion?.choices ?? []) : [];

  const choose = (insert: string): void => {
    if (completion === undefined) return;
    const from =
      insert.startsWith("[") && text.charAt(completion.from - 1) === "." ? completion.from - 1 : completion.from;
    const now = text.slice(0, from) + insert + text.slice(completion.to);
    type(now);
    const at = from + insert.length;
    setCursor(at);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at, at);
    });
  };
  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal position="bottom-start" width={360}>
        <Combobox.Target withKeyboardNavigation={combobox.dropdownOpened && choices.length > 0}>
          <Textarea
            ref={area}
            classNames={{ input: classes.input }}
            label={label}
            description={description}
            required={required}
            placeholder={placeholder}
            autosize
            minRows={1}
            maxRows={10}
            spellCheck={false}
            readOnly={readOnly}
            value={text}
            onChange={({ currentTarget }) => {
              type(currentTarget.value);
              setCursor(currentTarget.selectionStart);
              combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
            onClick={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
            onKeyDown={(event) => {
              if (event.key !== " " || !event.ctrlKey) return;
              event.preventDefault();
              setCursor(event.currentTarget.selectionStart);
              combobox.openDropdown();
            }}
            onBlur={() => {
              combobox.closeDropdown();
              setCursor(null);
              flush();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={choices.length === 0}>
          <Combobox.Options mah={240} style={{ overflowY: "auto" }}>
            {choices.map(({ insert, label: name, detail }) => (
              <Combobox.Option key={insert} value={insert}>
                <div>{name}</div>
                <div className={classes.detail}>{detail}</div>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {(text.includes("{{") || (condition && text !== "")) && <ExpressionPreview text={text} condition={condition} />}
    </div>
  );
}

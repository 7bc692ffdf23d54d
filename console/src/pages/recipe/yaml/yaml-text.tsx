import { useEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import classes from "./yaml-view.module.css";

const LINE_PX = 20;

interface YamlTextProps {
  readonly value: string;
  readonly readOnly: boolean;
  /** Lines with something wrong in them, from 1. */
  readonly wrong: readonly number[];
  /** A line to show. */
  readonly goTo: string | undefined;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
}

/** A text with line numbers. Tab leaves it, as everywhere; Enter keeps the indent. */
export function YamlText({ value, readOnly, wrong, goTo, onChange, onBlur }: YamlTextProps) {
  const lines = value.split("\n");
  const box = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (goTo !== undefined) box.current?.scrollTo({ top: (Number(goTo) - 4) * LINE_PX });
  }, [goTo]);
  const keepIndent = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    const [indent = ""] =
      /^\s*(- )?/.exec(value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart)) ?? [];
    const added = `\n${indent.replace("- ", "  ")}`;
    if (added === "\n") return;
    event.preventDefault();
    onChange(value.slice(0, selectionStart) + added + value.slice(selectionEnd));
    const at = selectionStart + added.length;
    requestAnimationFrame(() => area.current?.setSelectionRange(at, at));
  };
  return (
    <div ref={box} className={classes.editor}>
      <pre className={classes.numbers} aria-hidden>
        {lines.map((_, index) => (
          <span key={index} data-wrong={wrong.includes(index + 1) || undefined}>
            {`${index + 1}\n`}
          </span>
        ))}
      </pre>
      <textarea
        ref={area}
        className={classes.text}
        aria-label="Text of the recipe, YAML"
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        rows={lines.length + 1}
        value={value}
        readOnly={readOnly}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onKeyDown={keepIndent}
        onBlur={onBlur}
      />
    </div>
  );
}

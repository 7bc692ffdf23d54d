import { Anchor } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Children, isValidElement, useEffect } from "react";
import type { ReactNode } from "react";
import Markdown from "react-markdown";
import type { Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { TextLink } from "../../parts/text-link.tsx";
import { anchorOf, readManualLink } from "./anchors.ts";
import classes from "./manual-text.module.css";

interface ManualTextProps {
  readonly markdown: string;
  readonly pages: readonly string[];
}

/** A page of the manual. Raw HTML in it is not shown; links lead to the console's own pages where there is one. */
export default function ManualText({ markdown, pages }: ManualTextProps) {
  const navigate = useNavigate();
  useScrollToAnchor(markdown);
  const components: Components = {
    h1: () => null,
    h2: ({ children }) => (
      <h2 id={anchorOf(textOf(children))} tabIndex={-1}>
        {children}
      </h2>
    ),
    h3: ({ children }) => (
      <h3 id={anchorOf(textOf(children))} tabIndex={-1}>
        {children}
      </h3>
    ),
    table: ({ children }) => (
      <div className={classes.wide} tabIndex={0} role="region" aria-label="Table, scrolls sideways">
        <table>{children}</table>
      </div>
    ),
    tr: ({ children }) => {
      const named = nameOfRow(children);
      return <tr {...(named === null ? {} : { id: named })}>{children}</tr>;
    },
    a: ({ href, children }) => {
      const link = readManualLink(href, pages);
      if (link.kind === "page") {
        return (
          <TextLink to="/manual/$page" params={{ page: link.page }} hash={link.anchor}>
            {children}
          </TextLink>
        );
      }
      if (link.kind === "here") {
        return (
          <Anchor
            href={`#${link.anchor}`}
            onClick={(event) => {
              event.preventDefault();
              void navigate({ to: ".", hash: link.anchor });
            }}
          >
            {children}
          </Anchor>
        );
      }
      if (link.kind === "outside") {
        return (
          <Anchor href={link.href} target="_blank" rel="noreferrer">
            {children}
          </Anchor>
        );
      }
      return <>{children}</>;
    },
  };
  return (
    <div className={classes.text}>
      <Markdown remarkPlugins={[remarkGfm]} components={components}>
        {markdown}
      </Markdown>
    </div>
  );
}

function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(textOf).join("");
  if (isValidElement<{ readonly children?: ReactNode }>(node)) return textOf(node.props.children);
  return "";
}

/** A row that begins with a name in code, such as a kind of exception, is found by it. */
function nameOfRow(cells: ReactNode): string | null {
  const [first] = Children.toArray(cells);
  if (!isValidElement<{ readonly children?: ReactNode }>(first)) return null;
  const [word, ...more] = Children.toArray(first.props.children);
  return more.length === 0 && isValidElement(word) && word.type === "code" ? textOf(word) : null;
}

/** The text arrives after the address: the section it names is shown once it is there. */
function useScrollToAnchor(markdown: string): void {
  useEffect(() => {
    const anchor = decodeURIComponent(globalThis.location.hash.slice(1));
    if (anchor !== "") document.getElementById(anchor)?.scrollIntoView();
  }, [markdown]);
}

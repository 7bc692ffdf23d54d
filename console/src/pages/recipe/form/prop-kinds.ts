import type { PropItem } from "../../../../../runtime/api/contract/editing.ts";

export type PropKind =
  "connection" | "note" | "none" | "choice" | "choices" | "text" | "number" | "yes-no" | "list" | "timer" | "json";

/** How a prop is asked for, by the first row that fits it. */
const KINDS: readonly { readonly kind: PropKind; readonly fits: (prop: PropItem) => boolean }[] = [
  {
    kind: "none",
    fits: ({ hidden, type }) => hidden || ["$.interface.http", "$.service.db", "http_request"].includes(type),
  },
  { kind: "note", fits: ({ type }) => type === "alert" },
  { kind: "connection", fits: ({ filledBy, type }) => filledBy !== null || type === "app" },
  { kind: "timer", fits: ({ type }) => type === "$.interface.timer" },
  { kind: "choices", fits: (prop) => prop.type.endsWith("[]") && hasOptions(prop) },
  { kind: "choice", fits: (prop) => hasOptions(prop) },
  { kind: "yes-no", fits: ({ type }) => type === "boolean" },
  { kind: "number", fits: ({ type }) => type === "integer" || type === "number" },
  { kind: "list", fits: ({ type }) => type === "string[]" || type === "integer[]" },
  { kind: "json", fits: ({ type }) => type === "object" || type === "any" || type.endsWith("[]") || type === "sql" },
  { kind: "text", fits: () => true },
];

export function kindOf(prop: PropItem): PropKind {
  return KINDS.find(({ fits }) => fits(prop))?.kind ?? "text";
}

function hasOptions({ options, remoteOptions }: PropItem): boolean {
  return remoteOptions || (options !== null && options.length > 0);
}

/** Whether a value is, or holds, an expression. */
export function isExpression(value: unknown): value is string {
  return typeof value === "string" && value.includes("{{");
}

/** `importWaitMinutes` → `Import wait minutes` */
export function labelOf({ label, name }: Pick<PropItem, "label" | "name">): string {
  if (label !== null && label !== "") return label;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A description of one paragraph as plain text: links, bold and code lose their signs. */
export function plainText(markdown: string | null): string {
  return (markdown ?? "")
    .replaceAll(/\[See the docs?(umentation)?\]\([^)]*\)\.?/gi, "")
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\*\*|__|`/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

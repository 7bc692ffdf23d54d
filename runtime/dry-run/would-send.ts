import type { RequestKind } from "./classify-request.ts";
import type { HeldMail, HeldRequest } from "./messages.ts";
import type { StoreChange } from "./overlay-store.ts";

/** A request that was kept instead of sent, in words and as it would have been. */
export interface WouldSend {
  /** Name of the step. */
  readonly step: string;
  readonly system: "peoplevox" | "shopify" | "http" | "mail" | "lastedit";
  readonly what: string;
  readonly target: string;
  readonly content: string;
  readonly language: "csv" | "json" | "graphql" | "text";
  /** What the step was told. */
  readonly answered: string;
}

const LONGEST_CONTENT = 100_000;
const SAVE_ACTIONS: Readonly<Record<string, string>> = { "1": ", without allocation", "2": ", deleting" };

export function requestSent(
  step: string,
  request: HeldRequest,
  kind: RequestKind,
  { answered, rows }: { readonly answered: string; readonly rows: number | null },
): WouldSend {
  const target = `${request.method} ${withoutQuery(request.url)}`;
  switch (kind.system) {
    case "peoplevox": {
      const save = (kind.parameters["saveRequest"] ?? {}) as Record<string, unknown>;
      if (rows === null) {
        const content = short(JSON.stringify(kind.parameters, null, 2));
        return { step, system: "peoplevox", what: kind.operation, target, content, language: "json", answered };
      }
      const what = `SaveData ${String(save["TemplateName"])}, ${rows} row${rows === 1 ? "" : "s"}${SAVE_ACTIONS[String(save["Action"])] ?? ""}`;
      const content = short(decoded(String(save["CsvData"])));
      return { step, system: "peoplevox", what, target, content, language: "csv", answered };
    }
    case "shopify": {
      const what = `Mutation ${kind.operation}`;
      const content = short(`${kind.query.trim()}\n\n# variables\n${JSON.stringify(kind.variables, null, 2)}`);
      return { step, system: "shopify", what, target, content, language: "graphql", answered };
    }
    case "other": {
      const what = `${request.method} to ${new URL(request.url).host}`;
      const content = short(pretty(request.body));
      return {
        step,
        system: "http",
        what,
        target,
        content,
        language: isJson(request.body) ? "json" : "text",
        answered,
      };
    }
  }
}

export function mailSent(step: string, { server, from, to, subject, text }: HeldMail): WouldSend {
  const content = short(`From: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}`);
  return { step, system: "mail", what: `Mail to ${to}`, target: server, content, language: "text", answered: "taken" };
}

export function sendAsked(step: string, kind: string, config: unknown): WouldSend {
  const content = short(JSON.stringify(config, null, 2));
  const what = `$.send.${kind} when the run has ended`;
  return { step, system: "lastedit", what, target: kind, content, language: "json", answered: "noted" };
}

export function recordChanged(step: string, store: string, { key, before, after }: StoreChange): WouldSend {
  const what = `${after === undefined ? "Delete" : before === undefined ? "Add" : "Change"} the record ${key}`;
  const content = short(JSON.stringify({ before: before ?? null, after: after ?? null }, null, 2));
  return { step, system: "lastedit", what, target: `data store ${store}`, content, language: "json", answered: "kept" };
}

/** A query may hold a key. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function short(text: string): string {
  const over = text.length - LONGEST_CONTENT;
  return over > 0 ? `${text.slice(0, LONGEST_CONTENT)}… (${over} more characters)` : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function pretty(text: string): string {
  return isJson(text) ? JSON.stringify(JSON.parse(text), null, 2) : text;
}

function decoded(csv: string): string {
  return csv.replaceAll("&#13;", "\r");
}

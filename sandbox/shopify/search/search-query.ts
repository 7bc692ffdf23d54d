/** One condition, e.g. `updated_at:>='2026-11-23T10:00:00Z'`; `field` is null for a bare word. */
export interface SearchTerm {
  field: string | null;
  comparator: "=" | ">" | ">=" | "<" | "<=";
  value: string;
}

type Node =
  { kind: "term"; term: SearchTerm } | { kind: "not"; of: Node } | { kind: "and" | "or"; left: Node; right: Node };

export type ParsedSearch =
  | { ok: true; terms: SearchTerm[]; matches: (test: (term: SearchTerm) => boolean) => boolean }
  | { ok: false; message: string };

type Token = { kind: "(" | ")" | "AND" | "OR" | "NOT" } | { kind: "term"; term: SearchTerm };

const TERM = /([\w.]+)\s*:\s*(>=|<=|>|<)?\s*/y;
const WORD = /[^\s()'"]+/y;

/**
 * Shopify's search syntax: `field:value`, comparisons, quotes, `AND`, `OR`, `NOT` or `-`, brackets.
 * Terms side by side are joined by AND. An empty search fits everything.
 *
 * @see https://shopify.dev/docs/api/usage/search-syntax
 */
export function parseSearch(text: string): ParsedSearch {
  const tokens = tokenize(text);
  if (typeof tokens === "string") return { ok: false, message: tokens };
  const reader = { tokens, at: 0 };
  const root = tokens.length === 0 ? null : parseOr(reader);
  if (typeof root === "string") return { ok: false, message: root };
  if (reader.at < tokens.length) return { ok: false, message: `Unexpected '${tokens[reader.at]?.kind ?? ""}'` };
  return {
    ok: true,
    terms: tokens.flatMap((token) => (token.kind === "term" ? [token.term] : [])),
    matches: (test) => root === null || evaluate(root, test),
  };
}

function tokenize(text: string): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (/\s/.test(character)) at++;
    else if (character === "(" || character === ")") {
      tokens.push({ kind: character });
      at++;
    } else if (character === "-" && /\S/.test(text[at + 1] ?? " ")) {
      tokens.push({ kind: "NOT" });
      at++;
    } else {
      const read = readTerm(text, at);
      if (typeof read === "string") return read;
      tokens.push(read.token);
      at = read.end;
    }
  }
  return tokens;
}

function readTerm(text: string, start: number): { token: Token; end: number } | string {
  TERM.lastIndex = start;
  const head = TERM.exec(text);
  const [, field = null, comparator = "="] = head ?? [];
  const at = head === null ? start : TERM.lastIndex;
  const quote = text[at];
  if (quote === "'" || quote === '"') {
    const close = text.indexOf(quote, at + 1);
    if (close < 0) return `Quote ${quote} at position ${at} is never closed`;
    return { token: toToken(field, comparator, text.slice(at + 1, close)), end: close + 1 };
  }
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  if (word === undefined) return `A value is missing at position ${at}`;
  const bare = field === null && (word === "AND" || word === "OR" || word === "NOT");
  return { token: bare ? { kind: word } : toToken(field, comparator, word), end: WORD.lastIndex };
}

const toToken = (field: string | null, comparator: string, value: string): Token => ({
  kind: "term",
  term: { field, comparator: comparator as SearchTerm["comparator"], value },
});

interface Reader {
  tokens: Token[];
  at: number;
}

function parseOr(reader: Reader): Node | string {
  let left = parseAnd(reader);
  while (typeof left !== "string" && reader.tokens[reader.at]?.kind === "OR") {
    reader.at++;
    const right = parseAnd(reader);
    left = typeof right === "string" ? right : { kind: "or", left, right };
  }
  return left;
}

function parseAnd(reader: Reader): Node | string {
  let left = parseUnary(reader);
  for (;;) {
    const next = reader.tokens[reader.at]?.kind;
    if (typeof left === "string" || next === undefined || next === "OR" || next === ")") return left;
    if (next === "AND") reader.at++;
    const right = parseUnary(reader);
    left = typeof right === "string" ? right : { kind: "and", left, right };
  }
}

function parseUnary(reader: Reader): Node | string {
  const token = reader.tokens[reader.at++];
  if (token === undefined) return "The search ends too early";
  if (token.kind === "term") return token;
  if (token.kind === "NOT") {
    const of = parseUnary(reader);
    return typeof of === "string" ? of : { kind: "not", of };
  }
  if (token.kind !== "(") return `Unexpected '${token.kind}'`;
  const inner = parseOr(reader);
  if (reader.tokens[reader.at++]?.kind !== ")") return "A bracket is never closed";
  return inner;
}

function evaluate(node: Node, test: (term: SearchTerm) => boolean): boolean {
  switch (node.kind) {
    case "term":
      return test(node.term);
    case "not":
      return !evaluate(node.of, test);
    case "and":
      return evaluate(node.left, test) && evaluate(node.right, test);
    case "or":
      return evaluate(node.left, test) || evaluate(node.right, test);
  }
}

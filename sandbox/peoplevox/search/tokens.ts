/** A clause that cannot be read. Its message is the Detail of the answer. */
export class SearchClauseError extends Error {
  override readonly name = "SearchClauseError";
}

export type Token =
  | { readonly kind: "word"; readonly text: string; readonly at: number }
  | { readonly kind: "caption"; readonly text: string; readonly at: number }
  | { readonly kind: "text"; readonly text: string; readonly at: number }
  | { readonly kind: "quoted-date"; readonly text: string; readonly at: number }
  | { readonly kind: "number"; readonly value: number; readonly text: string; readonly at: number }
  | { readonly kind: "sign"; readonly text: string; readonly at: number };

/** One alternative per kind of token, tried at the same place; the longer signs come first. */
const TOKEN =
  /\s+|(?<word>[A-Za-z_]\w*)|\[(?<caption>[^\]]+)\]|"(?<text>(?:[^"\\]|\\.)*)"|'(?<quoted>[^']*)'|(?<number>-?\d+(?:\.\d+)?)|(?<sign>==|!=|<>|<=|>=|&&|\|\||[=<>!(),.])/sy;

/**
 * Splits a clause.
 * Assumption: a backslash escapes a quote inside a value, as in Dynamic LINQ.
 *
 * @throws {SearchClauseError} at the first character that starts no token, an unclosed quote among them
 */
export function tokenize(clause: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  let at = 0;
  while (at < clause.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(clause);
    if (match === null) {
      throw new SearchClauseError(`Search : Syntax error at position ${at}: '${clause.slice(at, at + 20)}'`);
    }
    const token = tokenOf(match.groups ?? {}, at);
    if (token !== null) tokens.push(token);
    at = pattern.lastIndex;
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, at: number): Token | null {
  const { word, caption, text, quoted, number, sign } = groups;
  if (word !== undefined) return { kind: "word", text: word, at };
  if (caption !== undefined) return { kind: "caption", text: caption, at };
  if (text !== undefined) return { kind: "text", text: text.replace(/\\(.)/gs, "$1"), at };
  if (quoted !== undefined) return { kind: "quoted-date", text: quoted, at };
  if (number !== undefined) return { kind: "number", value: Number(number), text: number, at };
  if (sign !== undefined) return { kind: "sign", text: sign, at };
  return null;
}

import { parseDate, wallClockOf, type WallClock } from "../wall-clock.ts";
import { SearchClauseError, tokenize, type Token } from "./tokens.ts";

export type Literal =
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "flag"; readonly value: boolean }
  | { readonly type: "date"; readonly value: WallClock };

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type TextMethod = "contains" | "startswith" | "endswith";

export type Expression =
  | { readonly kind: "all" | "any"; readonly parts: readonly Expression[] }
  | { readonly kind: "not"; readonly part: Expression }
  | { readonly kind: "compare"; readonly field: string; readonly operator: Comparison; readonly value: Literal }
  | { readonly kind: "text"; readonly field: string; readonly method: TextMethod; readonly value: Literal }
  | { readonly kind: "flag"; readonly field: string };

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  "==": "==",
  "=": "==",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

const TEXT_METHODS = new Set<string>(["contains", "startswith", "endswith"] satisfies TextMethod[]);

/** Deep enough for people and programs, shallow enough for the stack. */
const DEEPEST_NESTING = 200;

/**
 * Reads a search clause: LINQ-style comparisons and calls on fields, joined by AND, OR, `!` and parentheses.
 *
 * @throws {SearchClauseError} naming the place
 */
export function parseSearchClause(clause: string): Expression {
  const parser = new Parser(tokenize(clause));
  return parser.parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Expression {
    const expression = this.#any();
    if (this.#peek() !== undefined) throw this.#unexpected("the end");
    return expression;
  }

  #any(): Expression {
    const parts = [this.#all()];
    while (this.#takeWord("or") || this.#takeSign("||")) parts.push(this.#all());
    return parts.length === 1 ? (parts[0] as Expression) : { kind: "any", parts };
  }

  #all(): Expression {
    const parts = [this.#unary()];
    while (this.#takeWord("and") || this.#takeSign("&&")) parts.push(this.#unary());
    return parts.length === 1 ? (parts[0] as Expression) : { kind: "all", parts };
  }

  #unary(): Expression {
    if (this.#depth++ > DEEPEST_NESTING) throw new SearchClauseError("Search : The clause is nested too deeply");
    try {
      if (this.#takeSign("!") || this.#takeWord("not")) return { kind: "not", part: this.#unary() };
      if (!this.#takeSign("(")) return this.#condition();
      const inner = this.#any();
      this.#expectSign(")");
      return inner;
    } finally {
      this.#depth--;
    }
  }

  /** `Field == value`, `Field.Method(value)` or a bare flag. */
  #condition(): Expression {
    const path = this.#path();
    if (this.#takeSign("(")) {
      const method = path.pop() ?? "";
      if (path.length === 0) throw new SearchClauseError(`Search : '${method}' is not a condition`);
      const value = this.#literal();
      this.#expectSign(")");
      return this.#call(path.join("."), method, value);
    }
    const field = path.join(".");
    const token = this.#peek();
    const operator = token?.kind === "sign" ? COMPARISONS[token.text] : undefined;
    if (operator === undefined) return { kind: "flag", field };
    this.#next++;
    return { kind: "compare", field, operator, value: this.#literal() };
  }

  #call(field: string, method: string, value: Literal): Expression {
    const name = method.toLowerCase();
    if (name === "equals") return { kind: "compare", field, operator: "==", value };
    if (TEXT_METHODS.has(name)) return { kind: "text", field, method: name as TextMethod, value };
    throw new SearchClauseError(`Search : No applicable method '${method}'`);
  }

  /** `Name`, `Entity.Name`, `[Caption]`, each perhaps with a method's name at the end. */
  #path(): string[] {
    const path: string[] = [];
    do {
      const token = this.#peek();
      if (token?.kind !== "word" && token?.kind !== "caption") throw this.#unexpected("a field");
      path.push(token.text.trim());
      this.#next++;
    } while (this.#takeSign("."));
    return path;
  }

  #literal(): Literal {
    const token = this.#peek();
    if (token === undefined) throw this.#unexpected("a value");
    this.#next++;
    if (token.kind === "text") return { type: "text", value: token.text };
    if (token.kind === "number") return { type: "number", value: token.value };
    if (token.kind === "quoted-date") {
      const value = parseDate(token.text);
      if (value === null) throw new SearchClauseError(`Search : '${token.text}' is not a date`);
      return { type: "date", value };
    }
    const word = token.kind === "word" ? token.text.toLowerCase() : "";
    if (word === "true" || word === "false") return { type: "flag", value: word === "true" };
    if (word === "datetime") return { type: "date", value: this.#dateTime() };
    this.#next--;
    throw this.#unexpected("a value");
  }

  /** The six parts of `DateTime(YYYY,MM,DD,HH,mm,ss)`. */
  #dateTime(): WallClock {
    this.#expectSign("(");
    const parts: number[] = [];
    do {
      const token = this.#peek();
      if (token?.kind !== "number") throw this.#unexpected("a number");
      parts.push(token.value);
      this.#next++;
    } while (this.#takeSign(","));
    this.#expectSign(")");
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
    const value = parts.length === 6 ? wallClockOf([year, month, day], [hour, minute, second]) : null;
    if (value === null) throw new SearchClauseError(`Search : DateTime(${parts.join(",")}) is not a date`);
    return value;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    const taken = token?.kind === "word" && token.text.toLowerCase() === word;
    if (taken) this.#next++;
    return taken;
  }

  #takeSign(sign: string): boolean {
    const token = this.#peek();
    const taken = token?.kind === "sign" && token.text === sign;
    if (taken) this.#next++;
    return taken;
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign)) throw this.#unexpected(`'${sign}'`);
  }

  #unexpected(expected: string): SearchClauseError {
    const token = this.#peek();
    const found = token === undefined ? "the clause ends" : `'${token.text}' stands at position ${token.at}`;
    return new SearchClauseError(`Search : Syntax error: expected ${expected}, but ${found}`);
  }
}

import type { Comparison, Expression, Literal, TextMethod } from "./parse.ts";
import { parseSearchClause } from "./parse.ts";
import { SearchClauseError } from "./tokens.ts";

/** What a column's values compare as. */
export type ValueType = "text" | "number" | "flag" | "date";

/** A value of a row; `null` where there is none. Dates are wall-clock milliseconds. */
export type Value = string | number | boolean | null;

/** A column a clause may name, and how to find its value in a row. */
export interface SearchField<Row> {
  readonly name: string;
  readonly type: ValueType;
  value(row: Row): Value;
}

type Condition<Row> = (row: Row) => boolean;

/**
 * Makes a test of rows from a clause; a blank clause lets every row pass. Field names are found whatever their case.
 * Assumption: text compares without regard to case, as the usual SQL Server collation does.
 *
 * @throws {SearchClauseError} for a clause that cannot be read, an unknown field, or a value of the wrong type
 */
export function compileSearch<Row>(clause: string, fields: readonly SearchField<Row>[]): Condition<Row> {
  if (clause.trim() === "") return () => true;
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const find = (name: string): SearchField<Row> => {
    const field = byName.get(name.toLowerCase());
    if (field === undefined) throw new SearchClauseError(`Search : No property or field '${name}' exists`);
    return field;
  };
  return compile(parseSearchClause(clause), find);
}

function compile<Row>(expression: Expression, find: (name: string) => SearchField<Row>): Condition<Row> {
  switch (expression.kind) {
    case "all": {
      const parts = expression.parts.map((part) => compile(part, find));
      return (row) => parts.every((part) => part(row));
    }
    case "any": {
      const parts = expression.parts.map((part) => compile(part, find));
      return (row) => parts.some((part) => part(row));
    }
    case "not": {
      const part = compile(expression.part, find);
      return (row) => !part(row);
    }
    case "flag": {
      const field = requireType(find(expression.field), "flag");
      return (row) => field.value(row) === true;
    }
    case "text":
      return compileTextMethod(requireType(find(expression.field), "text"), expression.method, expression.value);
    case "compare":
      return compileComparison(find(expression.field), expression.operator, expression.value);
  }
}

function requireType<Row>(field: SearchField<Row>, type: ValueType): SearchField<Row> {
  if (field.type === type) return field;
  throw new SearchClauseError(`Search : '${field.name}' holds a ${field.type}, not a ${type}`);
}

function compileTextMethod<Row>(field: SearchField<Row>, method: TextMethod, { type, value }: Literal): Condition<Row> {
  if (type !== "text") throw new SearchClauseError(`Search : '${field.name}' is compared with a ${type}, not a text`);
  const wanted = value.toLowerCase();
  const tests = {
    contains: (text: string) => text.includes(wanted),
    startswith: (text: string) => text.startsWith(wanted),
    endswith: (text: string) => text.endsWith(wanted),
  } satisfies Record<TextMethod, (text: string) => boolean>;
  const matches = tests[method];
  return (row) => matches(String(field.value(row) ?? "").toLowerCase());
}

const ORDER: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function compileComparison<Row>(
  field: SearchField<Row>,
  operator: Comparison,
  { type, value }: Literal,
): Condition<Row> {
  requireType(field, type);
  const holds = ORDER[operator];
  const wanted = typeof value === "string" ? value.toLowerCase() : Number(value);
  return (row) => {
    const found = field.value(row);
    if (found === null) return operator === "!=";
    const comparable = typeof found === "string" ? found.toLowerCase() : Number(found);
    return holds(comparable < wanted ? -1 : comparable > wanted ? 1 : 0);
  };
}

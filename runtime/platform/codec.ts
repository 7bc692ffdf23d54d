/** What decoding gives: the value, or what is wrong with it. */
export type Decoded =
  | { readonly _tag: "Right"; readonly right: unknown }
  | { readonly _tag: "Left"; readonly left: readonly CodecProblem[] };

export interface CodecProblem {
  readonly value: unknown;
  /** From the whole value to the part that is wrong. */
  readonly context: readonly { readonly key: string; readonly actual: unknown }[];
}

/** A check of a value at run time, as far as the package's own codecs are used: their name, `is`, `decode`, `encode`. */
export interface Codec {
  readonly name: string;
  is(value: unknown): boolean;
  decode(value: unknown): Decoded;
  encode(value: unknown): unknown;
}

interface Part extends Codec {
  /** Paths to what is wrong; `[]` when nothing is. */
  problems(value: unknown, context: CodecProblem["context"]): CodecProblem[];
}

type Fields = Readonly<Record<string, Part>>;

function codec(
  name: string,
  problems: Part["problems"],
  decoded: (value: unknown) => unknown = (value) => value,
): Part {
  return {
    name,
    problems,
    is: (value) => problems(value, []).length === 0,
    decode(value) {
      const left = problems(value, [{ key: "", actual: value }]);
      return left.length === 0 ? { _tag: "Right", right: decoded(value) } : { _tag: "Left", left };
    },
    encode: decoded,
  };
}

function leaf(name: string, fits: (value: unknown) => boolean): Part {
  return codec(name, (value, context) => (fits(value) ? [] : [{ value, context }]));
}

export const text = leaf("string", (value) => typeof value === "string");

/** As the package has it: arrays and functions are objects too. */
export const object = leaf(
  "object",
  (value) => value !== null && (typeof value === "object" || typeof value === "function"),
);

export function oneOf(values: readonly string[]): Part {
  const name = values.map((value) => JSON.stringify(value)).join(" | ");
  return leaf(name, (value) => typeof value === "string" && values.includes(value));
}

export function either(...parts: readonly Part[]): Part {
  return codec(`(${parts.map(({ name }) => name).join(" | ")})`, (value, context) => {
    const found = parts.map((part) => part.problems(value, context));
    return found.some((problems) => problems.length === 0) ? [] : found.flat();
  });
}

/** Fields that must all be there; others are dropped by `decode`. */
export function exact(fields: Fields): Part {
  return codec(`{| ${fieldsName(fields)} |}`, fieldProblems(fields, true), (value) =>
    Object.fromEntries(Object.entries(value as object).filter(([key]) => Object.hasOwn(fields, key))),
  );
}

/** Fields that may be there. */
export function partial(fields: Fields): Part {
  return codec(`Partial<{ ${fieldsName(fields)} }>`, fieldProblems(fields, false));
}

/** Both at once; what either keeps is kept. */
export function both(first: Part, second: Part): Part {
  return codec(`(${first.name} & ${second.name})`, (value, context) => [
    ...first.problems(value, context),
    ...second.problems(value, context),
  ]);
}

function fieldsName(fields: Fields): string {
  return Object.entries(fields)
    .map(([key, part]) => `${key}: ${part.name}`)
    .join(", ");
}

function fieldProblems(fields: Fields, required: boolean): Part["problems"] {
  return (value, context) => {
    if (typeof value !== "object" || value === null) return [{ value, context }];
    const given = value as Readonly<Record<string, unknown>>;
    return Object.entries(fields).flatMap(([key, part]) =>
      !required && given[key] === undefined ? [] : part.problems(given[key], [...context, { key, actual: given[key] }]),
    );
  };
}

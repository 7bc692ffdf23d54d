import type { z } from "zod";

/** What a person may do. Each role may also do what the ones before it may. */
export const ROLES = ["operator", "editor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** One route of the API. The server, the console's client and the OpenAPI document are all made from it. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/v1`; parameters as `:name`. */
  readonly path: `/${string}`;
  /** Least role; `anyone` needs no session. */
  readonly role: Role | "anyone";
  /** One sentence for the documentation. */
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Of a successful answer. For `redirect`, `stream` and downloads it says what the text is. */
  readonly response: z.ZodType;
  /**
   * What is answered. A text such as `text/csv` is a download of that media type; the handler gives a `Download`.
   *
   * @defaultValue "json"
   */
  readonly answers?: "json" | "stream" | "redirect" | "text/csv" | "text/yaml" | "application/gzip";
  /**
   * `false`: an unsafe method that only asks, so that nothing is written to the audit log.
   *
   * @defaultValue true for every method but GET
   */
  readonly changes?: boolean;
}

/** The routes of one area, by the name under which server and console know them. */
export type RouteTable = Readonly<Record<string, Route>>;

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Given<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What the handler of a route gets. */
export interface ReceivedBy<R extends Route> {
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
}

type Part<Name extends string, T> = T extends z.ZodType
  ? object extends Given<T>
    ? Readonly<Partial<Record<Name, Given<T>>>>
    : Readonly<Record<Name, Given<T>>>
  : object;

/** What a caller of a route gives: only the parts that it has, optional where every field is. */
export type GivenTo<R extends Route> = Part<"params", R["params"]> &
  Part<"query", R["query"]> &
  Part<"body", R["body"]>;

/** What a caller of a route gets. */
export type AnswerOf<R extends Route> = z.output<R["response"]>;

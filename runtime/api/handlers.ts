import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Person } from "./auth/person.ts";
import type { ReceivedBy, Route, RouteTable } from "./contract/route-table.ts";

/** A file to save. */
export interface Download {
  readonly fileName: string;
  readonly body: string | Buffer;
}

/** What an area's handlers give: by the route's `answers`. */
type AnswerTo<R extends Route> = R extends { readonly answers: "stream" }
  ? undefined
  : R extends { readonly answers: "redirect" }
    ? string
    : R extends { readonly answers: `${string}/${string}` }
      ? Download
      : z.input<R["response"]>;

/** What goes into the audit log instead of the plain request. Without secrets. */
export interface AuditNote {
  /** Empty when nothing needs naming. */
  readonly subject?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** One request to a route, checked: who asks may ask, and what they give fits the contract. */
export type Call<R extends Route> = ReceivedBy<R> & {
  /** Who is signed in; `null` only on routes for anyone. */
  readonly person: R["role"] extends "anyone" ? Person | null : Person;
  /** Says more about the change than the audit log would know of itself. */
  audit(note: AuditNote): void;
  readonly request: FastifyRequest;
  /** For cookies, and for routes that answer a stream. */
  readonly reply: FastifyReply;
};

/** One function per route of an area, by the same names. */
export type Handlers<Table extends RouteTable> = {
  readonly [Name in keyof Table]: (call: Call<Table[Name]>) => AnswerTo<Table[Name]> | Promise<AnswerTo<Table[Name]>>;
};

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { errorBody } from "./contract/common.ts";
import type { Route, RouteTable } from "./contract/route-table.ts";
import type { Person } from "./auth/person.ts";
import type { AuditNote, Call, Download, Handlers } from "./handlers.ts";
import type { NewAuditEntry } from "../store/audit-log.ts";
import { withoutSecretFields } from "./without-secret-fields.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Route of the contract; the guard reads it. */
    readonly apiRoute?: Route;
  }
  interface FastifyRequest {
    /** Who is signed in. */
    person: Person | null;
  }
}

/** Adds all routes of an area: what is checked, answered and written to the audit log comes from its table. */
export function addArea<Table extends RouteTable>(
  server: FastifyInstance,
  area: string,
  table: Table,
  handlers: Handlers<Table>,
  writeAudit: (entry: NewAuditEntry) => Promise<void>,
): void {
  for (const [name, route] of Object.entries<Route>(table)) {
    // The table's own type says that the handler of this name takes calls of this route.
    const handler = handlers[name] as unknown as (call: Call<Route>) => unknown;
    server.withTypeProvider<ZodTypeProvider>().route({
      method: route.method,
      url: route.path,
      config: { apiRoute: route },
      schema: schemaOf(area, name, route),
      async handler(request, reply) {
        const notes: AuditNote[] = [];
        const call = callOf(route, request, reply, (note) => notes.push(note));
        const answer = await handler(call);
        if (isAudited(route))
          for (const note of notes.length === 0 ? [{}] : notes) await writeAudit(entryOf(area, name, call, note));
        return send(route, reply, answer);
      },
    });
  }
}

const REFUSALS = { "4xx": errorBody, "5xx": errorBody };

function schemaOf(area: string, name: string, route: Route) {
  const { summary, params, query, body, response, answers = "json", role } = route;
  return {
    tags: [area],
    operationId: `${area}.${name}`,
    summary,
    description: role === "anyone" ? "Needs no session." : `Least role: ${role}.`,
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    response: answers === "json" ? { 200: response, ...REFUSALS } : REFUSALS,
  };
}

function callOf(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  audit: (note: AuditNote) => void,
): Call<Route> {
  return {
    params: route.params === undefined ? undefined : request.params,
    query: route.query === undefined ? undefined : request.query,
    body: route.body === undefined ? undefined : request.body,
    person: request.person,
    audit,
    request,
    reply,
  } as Call<Route>;
}

/** Sign-ins are changes too; the handler says whose, since nobody is signed in yet. */
function isAudited({ method, changes }: Route): boolean {
  return method !== "GET" && changes !== false;
}

function entryOf(area: string, name: string, { request, params, body }: Call<Route>, note: AuditNote): NewAuditEntry {
  return {
    by: request.person?.name ?? "nobody",
    userId: request.person?.userId ?? null,
    what: `${area}.${name}`,
    subject: note.subject ?? Object.values((params as object | undefined) ?? {}).join(" "),
    before: withoutSecretFields(note.before ?? null),
    after: withoutSecretFields("after" in note ? note.after : (body ?? null)),
    fromAddress: request.ip,
  };
}

function send({ answers = "json" }: Route, reply: FastifyReply, answer: unknown): FastifyReply {
  if (answers === "stream") return reply;
  if (answers === "redirect") return reply.redirect(answer as string, 303);
  if (answers === "json") return reply.send(answer);
  const { fileName, body } = answer as Download;
  return reply
    .header("content-disposition", `attachment; filename="${fileName.replaceAll(/[^\w.-]+/g, "-")}"`)
    .type(answers.startsWith("text/") ? `${answers}; charset=utf-8` : answers)
    .send(body);
}

import type { FastifyInstance } from "fastify";
import type { HttpEvent, HttpResponse } from "../component-host/types.ts";

/** Answers a call of the mirror that came to another process, as if it had come here: its token is checked again. */
export async function answerCall(server: FastifyInstance, call: HttpEvent): Promise<HttpResponse> {
  const { authorization = "" } = call.headers;
  const answer = await server.inject({
    method: call.method,
    url: call.path,
    headers: { authorization, ...(call.bodyRaw === "" ? {} : { "content-type": "application/json" }) },
    ...(call.bodyRaw === "" ? {} : { payload: call.bodyRaw }),
  });
  const type = answer.headers["content-type"];
  return {
    status: answer.statusCode,
    headers: typeof type === "string" ? { "content-type": type } : {},
    body: answer.body,
  };
}

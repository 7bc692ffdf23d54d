import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Fault } from "./faults.ts";
import { perform } from "./operations/index.ts";
import { performStep } from "../warehouse/steps.ts";
import type { RequestBudget } from "./request-budget.ts";
import type { RequestLog } from "./request-log.ts";
import { readSoapRequest, SoapFaultError, type SoapRequest } from "./soap/request.ts";
import { failed, renderFault, renderResponse, RESPONSE_CONTENT_TYPES } from "./soap/response.ts";
import { renderWsdl } from "./soap/wsdl.ts";
import { UnreadableXmlError } from "./soap/xml.ts";
import type { Tenant } from "./tenant.ts";

const SERVICE_PATH = "/:clientId/resources/integrationservicev4.asmx";
const BODY_LIMIT_BYTES = 20_000_000;

export interface HttpAppOptions {
  readonly tenant: Tenant;
  /** `null` serves any number of requests. */
  readonly budget: RequestBudget | null;
  readonly log: RequestLog;
}

/** The service over HTTP: POST for calls, GET for its WSDL. Paths are taken whatever their case. */
export function createHttpApp({ tenant, budget, log }: HttpAppOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    routerOptions: { caseSensitive: false },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(["text/xml", "application/soap+xml"], { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body.toString()),
  );

  app.get(SERVICE_PATH, (request, reply) => {
    const isWsdl = Object.keys(request.query as object).some((name) => name.toLowerCase() === "wsdl");
    const { protocol, host } = request;
    const address = `${protocol}://${host}${new URL(request.url, "http://unused").pathname}`;
    return isWsdl
      ? reply.type("text/xml; charset=utf-8").send(renderWsdl(address))
      : reply.type("text/html").send("<html><body><h1>IntegrationServiceV4</h1></body></html>");
  });

  app.post(SERVICE_PATH, async (request, reply) => {
    const { clientId } = request.params as { clientId: string };
    if (clientId.toLowerCase() !== tenant.profile.clientId.toLowerCase()) {
      return reply.code(404).type("text/html").send(htmlPage("404 - There is no such client"));
    }
    const at = tenant.clock.now();
    if (budget !== null && (await budget.ask()) === "refused") {
      log.note({ at, operation: "", template: "", outcome: "over-budget" });
      return reply.code(429).type("text/html").send(htmlPage("429 - Too many requests"));
    }
    try {
      const call = readSoapRequest(typeof request.body === "string" ? request.body : "", soapActionOf(request));
      const template = templateOf(call);
      const note = (outcome: string): void => log.note({ at, operation: call.operation, template, outcome });
      return await answer(call, tenant.faults.take({ operation: call.operation, template }), tenant, reply, note);
    } catch (error) {
      if (!(error instanceof UnreadableXmlError) && !(error instanceof SoapFaultError)) throw error;
      log.note({ at, operation: "", template: "", outcome: "fault" });
      const version = error instanceof SoapFaultError ? error.version : "1.1";
      const fault = renderFault(error.message, "Client", version);
      return reply.code(500).type(RESPONSE_CONTENT_TYPES[version]).send(fault);
    }
  });
  return app;
}

async function answer(
  call: SoapRequest,
  faults: readonly Fault[],
  tenant: Tenant,
  reply: FastifyReply,
  note: (outcome: string) => void,
): Promise<FastifyReply> {
  for (const fault of faults) {
    const ended = await strike(fault, "before", tenant, reply);
    if (ended) note(fault.kind);
    if (ended) return reply;
  }
  const refusal = faults.find((fault) => fault.kind === "refuse");
  const response = refusal === undefined ? perform(call, tenant) : failed(refusal.detail);
  const text = renderResponse(call.operation, response, call.version);
  for (const fault of faults) {
    const ended = await strike(fault, "after", tenant, reply);
    if (ended) note(fault.kind);
    if (ended) return reply;
  }
  note(String(response.responseId));
  return reply.type(RESPONSE_CONTENT_TYPES[call.version]).send(text);
}

/** Lets a fault happen before or after the call is carried out. @returns whether the request has found its end */
async function strike(fault: Fault, moment: "before" | "after", tenant: Tenant, reply: FastifyReply): Promise<boolean> {
  const when = "when" in fault ? fault.when : "before";
  if (when !== moment) return false;
  switch (fault.kind) {
    case "html-page":
      reply
        .code(fault.status)
        .type("text/html")
        .send(htmlPage(`${fault.status} - The service is not available`));
      return true;
    case "drop":
      reply.hijack();
      reply.raw.socket?.destroy();
      return true;
    case "hang":
      reply.hijack();
      return true;
    case "delay":
      await new Promise<void>((resolve) => tenant.clock.after(fault.ms, resolve));
      return false;
    case "expire-session":
      tenant.sessions.expireAll();
      return false;
    case "step-warehouse":
      performStep(tenant.warehouse, tenant.random, fault.step);
      return false;
    case "refuse":
    case "refuse-rows":
      return false;
  }
}

/** SOAP 1.1 has it in a header, SOAP 1.2 in the content type. */
function soapActionOf({ headers }: FastifyRequest): string | null {
  const header = headers["soapaction"];
  if (typeof header === "string") return header;
  return /;\s*action="?([^";]*)"?/i.exec(headers["content-type"] ?? "")?.[1] ?? null;
}

function templateOf({ operation, parameters }: SoapRequest): string {
  const inside = { GetData: "getRequest", GetReportData: "getReportRequest", SaveData: "saveRequest" } as const;
  if (operation in inside) return parameters.inside(inside[operation as keyof typeof inside]).text("TemplateName");
  return parameters.text("templateName");
}

function htmlPage(title: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}

import type { FastifyInstance } from "fastify";
import { IntegrationError } from "../../components/integration-error.ts";
import { ExceptionBusyError } from "../../components/lastedit/exception-busy-error.ts";
import { RefusedError } from "../cli/local-api/backend.ts";
import { UserRefusedError } from "../store/users.ts";
import { ApiError } from "./api-error.ts";
import type { ErrorBody } from "./contract/common.ts";

type OnTrouble = (message: string, cause: unknown) => void;

/** Answers every failure in the contract's shape. What nobody foresaw goes to the log, and only its number to the caller. */
export function answerErrors(server: FastifyInstance, onTrouble: OnTrouble): void {
  server.setErrorHandler((error: unknown, request, reply) => {
    const { status, body } =
      refusalOf(error) ?? unforeseen(error, `${request.method} ${request.routeOptions.url ?? ""}`, onTrouble);
    return reply.code(status).type("application/json").serializer(JSON.stringify).send(body);
  });
}

interface Refusal {
  readonly status: number;
  readonly body: ErrorBody;
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof ApiError) {
    const { status, code, message, details } = error;
    return { status, body: bodyOf(code, message, details) };
  }
  if (error instanceof RefusedError || error instanceof UserRefusedError || error instanceof ExceptionBusyError) {
    return { status: 409, body: bodyOf("refused", error.message) };
  }
  if (error instanceof IntegrationError) return { status: 502, body: bodyOf(error.code, error.message) };
  return clientsMistake(error);
}

/** What Fastify itself refuses: a body that is too large, of another type, or no JSON. */
function clientsMistake(error: unknown): Refusal | null {
  const {
    statusCode = 500,
    code = "bad-request",
    message = "",
  } = error as { statusCode?: number; code?: string; message?: string };
  if (statusCode < 400 || statusCode >= 500) return null;
  const known = { 413: "too-large", 415: "not-json", 429: "too-many-requests" }[statusCode];
  return {
    status: statusCode,
    body: bodyOf(
      known ?? code.toLowerCase().replaceAll("_", "-"),
      `${message.replace(/\.$/, "")}. Nothing was changed.`,
    ),
  };
}

function unforeseen(error: unknown, where: string, onTrouble: OnTrouble): Refusal {
  const number = Date.now().toString(36);
  onTrouble(`A request to the API failed (${where}, number ${number}).`, error);
  return {
    status: 500,
    body: bodyOf(
      "failed",
      `The request failed; whether anything was changed is not known. LastEdit's log says more under number ${number}.`,
    ),
  };
}

function bodyOf(code: string, message: string, details: ApiError["details"] = []): ErrorBody {
  return { error: { code, message, ...(details.length === 0 ? {} : { details: [...details] }) } };
}

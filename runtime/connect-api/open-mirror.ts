import type { FastifyInstance } from "fastify";
import { answerCall } from "./answer-call.ts";
import { addConnectApi } from "./connect-api.ts";
import { readConnectToken } from "./connect-token.ts";
import type { ConnectServices } from "./services.ts";
import { SharedTriggers } from "./shared-triggers.ts";
import type { SharedTriggersOptions } from "./shared-triggers.ts";

export interface OpenMirrorOptions
  extends Omit<ConnectServices, "token">, Pick<SharedTriggersOptions, "worker" | "onTrouble"> {
  /** The data folder, where the token may be. */
  readonly home: string;
  /** `LASTEDIT_CONNECT_TOKEN`; `undefined` when it is not set. */
  readonly tokenFromEnvironment: string | undefined;
}

/**
 * Adds the Connect mirror to a server that does not listen yet.
 *
 * @returns The deployed triggers, to be started once it listens; `null` when there is no token and so no mirror
 * @throws {RangeError} When the token is too short
 */
export async function openConnectMirror(
  server: FastifyInstance,
  { home, tokenFromEnvironment, worker, onTrouble, ...services }: OpenMirrorOptions,
): Promise<SharedTriggers | null> {
  const token = await readConnectToken(home, tokenFromEnvironment);
  if (token === null) return null;
  const withToken = { ...services, token };
  const answer: SharedTriggersOptions["answer"] = (call) => answerCall(server, call);
  const triggers = new SharedTriggers({ services: withToken, worker, onTrouble, answer });
  await addConnectApi(server, withToken, triggers);
  return triggers;
}

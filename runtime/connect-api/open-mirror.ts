import type { FastifyInstance } from "fastify";
import { addConnectApi } from "./connect-api.ts";
import { readConnectToken } from "./connect-token.ts";
import type { ConnectServices } from "./services.ts";
import { TriggerKeeper } from "./trigger-keeper.ts";

export interface OpenMirrorOptions extends Omit<ConnectServices, "token"> {
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
  { home, tokenFromEnvironment, ...services }: OpenMirrorOptions,
): Promise<TriggerKeeper | null> {
  const token = await readConnectToken(home, tokenFromEnvironment);
  if (token === null) return null;
  const withToken = { ...services, token };
  const triggers = new TriggerKeeper(withToken);
  await addConnectApi(server, withToken, triggers);
  return triggers;
}

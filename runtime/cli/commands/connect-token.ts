import type { Command } from "commander";
import { createConnectToken } from "../../connect-api/connect-token.ts";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

export function addConnectTokenCommand(program: Command, context: CommandContext): void {
  addCommand(
    program,
    "connect-token",
    "Makes a token for the local mirror of Pipedream Connect's API; it is on from the next start.",
    ["connect-token", "connect-token --json"],
  ).action(async (flags: { readonly json?: boolean }) => {
    const token = await createConnectToken(context.places.home);
    const words = [
      token,
      "This token replaces the one before. Clients use it as their bearer token, or as client secret.",
      "The API is under /v1/connect/ of the address that takes webhooks, from the next start on.",
    ].join("\n");
    context.print({ token }, words, flags);
  });
}

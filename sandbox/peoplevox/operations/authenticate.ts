import { failed, succeeded } from "../soap/response.ts";
import type { Operation } from "./operation.ts";

/** Opens a session: `Detail` is `{clientId},{sessionId}`. */
export const authenticate: Operation = (parameters, { profile, sessions }) => {
  const sent = parameters.text("password");
  const password = profile.usRegion ? sent : decodeBase64(sent);
  const clientId = parameters.text("clientId");
  const known =
    clientId.toLowerCase() === profile.clientId.toLowerCase() &&
    parameters.text("username").toLowerCase() === profile.username.toLowerCase();
  if (known && password === profile.password) return succeeded(`${profile.clientId},${sessions.open()}`, 1);
  // In the US region a password in the wrong encoding is told apart from a wrong one by nothing but this text.
  return failed(
    profile.usRegion ? "System : Security - Invalid Session" : "System : Security:Invalid Username or Password",
  );
};

/** `null` for text that is not base64; a line break at the end is tolerated. */
function decodeBase64(text: string): string | null {
  const trimmed = text.trim();
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(trimmed)) return null;
  return Buffer.from(trimmed, "base64").toString("utf8");
}

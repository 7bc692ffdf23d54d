import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { ApiDoors } from "../../../runtime/api/api-context.ts";

type Claims = Readonly<Record<string, unknown>>;

/** A small OpenID provider: it signs in whoever the test says, and checks what a provider checks. */
export interface IdentityProvider {
  /** With https, as LastEdit asks for; `fetch` leads to the server on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch: ApiDoors["fetch"];
  /** What a browser does there. @returns The address it is sent back to */
  authorise(address: string, claims: Claims): Promise<string>;
  /** Parameters of each authorisation so far. */
  asked(): readonly Readonly<Record<string, string>>[];
  close(): Promise<void>;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const issuer = "https://id.example.test";
  const clientId = "lastedit";
  const clientSecret = randomBytes(16).toString("hex");
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<
    string,
    { readonly challenge: string; readonly redirectUri: string; readonly claims: Claims }
  >();
  const asked: Readonly<Record<string, string>>[] = [];

  const signed = (claims: Claims): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const body = `${part({ alg: "RS256", kid: "1" })}.${part(claims)}`;
    return `${body}.${createSign("RSA-SHA256").update(body).sign(privateKey, "base64url")}`;
  };
  const answers: Readonly<Record<string, (request: IncomingMessage) => Promise<readonly [number, object]>>> = {
    "/.well-known/openid-configuration": () =>
      Promise.resolve([
        200,
        {
          issuer,
          authorization_endpoint: `${issuer}/authorise`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
          code_challenge_methods_supported: ["S256"],
        },
      ]),
    "/keys": () =>
      Promise.resolve([
        200,
        { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }] },
      ]),
    "/token": async (request) => {
      const given = new URLSearchParams(await text(request));
      const code = codes.get(given.get("code") ?? "");
      codes.delete(given.get("code") ?? "");
      const verified = createHash("sha256")
        .update(given.get("code_verifier") ?? "")
        .digest("base64url");
      const right =
        code !== undefined &&
        verified === code.challenge &&
        given.get("redirect_uri") === code.redirectUri &&
        given.get("client_secret") === clientSecret;
      if (!right) return [400, { error: "invalid_grant" }];
      return [200, { access_token: "x", token_type: "Bearer", expires_in: 60, id_token: signed(code.claims) }];
    },
  };
  const server = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? "/", issuer).pathname];
    if (answer === undefined) return void response.writeHead(404).end();
    void answer(request).then(([status, body]) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    clientId,
    clientSecret,
    fetch: (url, request) => fetch(url.replace(issuer, own), request as RequestInit),
    authorise(address, claims) {
      const wanted = Object.fromEntries(new URL(address).searchParams);
      asked.push(wanted);
      const code = randomBytes(16).toString("hex");
      const now = Math.floor(Date.now() / 1000);
      codes.set(code, {
        challenge: wanted["code_challenge"] ?? "",
        redirectUri: wanted["redirect_uri"] ?? "",
        claims: { iss: issuer, aud: wanted["client_id"], iat: now, exp: now + 60, nonce: wanted["nonce"], ...claims },
      });
      const back = new URL(wanted["redirect_uri"] ?? "");
      back.search = new URLSearchParams({ code, state: wanted["state"] ?? "" }).toString();
      return Promise.resolve(back.href);
    },
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import type { FastifyReply, FastifyRequest } from "fastify";
import * as client from "openid-client";
import { z } from "zod";
import type { Config } from "../../connections/config-schema.ts";
import { writeAuditEntry } from "../../store/audit-log.ts";
import type { NewAuditEntry } from "../../store/audit-log.ts";
import type { StoredUser } from "../../store/users.ts";
import type { ApiContext } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { roleOfClaims } from "./role-of-claims.ts";
import { userOfProvider } from "./user-of-provider.ts";

type OidcConfig = NonNullable<Config["console"]["oidc"]>;

export interface OidcDesk {
  /** What the sign-in page offers; `null` when none is configured. */
  readonly option: { readonly name: string; readonly startPath: string } | null;
  /** @returns Where the browser goes */
  start(reply: FastifyReply, returnTo: string | undefined): Promise<string>;
  /** Checks what the provider says and signs in. @returns Where the browser goes, also when it was refused */
  finish(request: FastifyRequest, reply: FastifyReply, signIn: (userId: string) => Promise<unknown>): Promise<string>;
}

const COOKIE = "lastedit-oidc";
const CALLBACK = "/api/v1/sign-in/oidc/callback";
/** Long enough for a person with two factors to sign in there. */
const TAKES_AT_MOST_S = 600;

const flow = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() });

/** Sign-in by the company's identity provider: authorisation code with PKCE, state and nonce. */
export function createOidcDesk(context: ApiContext): OidcDesk {
  const settings = context.installation.config.console.oidc;
  const redirectUri = (): string => context.consoleUrl() + CALLBACK;
  let discovered: Promise<client.Configuration> | undefined;

  /** Asked again after a failure: the provider may have been away. */
  async function provider(wanted: OidcConfig): Promise<client.Configuration> {
    discovered ??= discover(wanted, context.fetch);
    try {
      return await discovered;
    } catch (error) {
      discovered = undefined;
      context.onTrouble(`The identity provider ${wanted.issuer} does not answer.`, error);
      throw new ApiError(
        502,
        "provider-away",
        `The identity provider ${wanted.issuer} does not answer. Nobody was signed in.`,
      );
    }
  }

  return {
    option: settings === undefined ? null : { name: settings.name, startPath: "/api/v1/sign-in/oidc" },
    async start(reply, returnTo) {
      const wanted = configured(settings);
      const configuration = await provider(wanted);
      const state = client.randomState();
      const nonce = client.randomNonce();
      const verifier = client.randomPKCECodeVerifier();
      // Lax: it must come back with the visitor whom the provider sends here.
      void reply.setCookie(
        COOKIE,
        context.store.vault.seal(JSON.stringify({ state, nonce, verifier, returnTo: ownPath(returnTo) })),
        {
          path: CALLBACK,
          httpOnly: true,
          sameSite: "lax",
          secure: context.secure(),
          maxAge: TAKES_AT_MOST_S,
        },
      );
      return client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri(),
        scope: wanted.scopes,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      }).href;
    },
    async finish(request, reply, signIn) {
      const wanted = configured(settings);
      void reply.clearCookie(COOKIE, { path: CALLBACK });
      const begun = readFlow(context, request.cookies[COOKIE]);
      if (begun === null) return problem("The sign-in took too long, or began in another browser. Begin again.");
      const configuration = await provider(wanted);
      const called = new URL(request.url, redirectUri());
      const claims = await claimsOf(configuration, called, begun).catch((error: unknown) => {
        context.onTrouble("The identity provider's answer was refused.", error);
        return null;
      });
      if (claims === null) return problem("The identity provider did not confirm the sign-in. Begin again.");
      const role = roleOfClaims(claims, wanted);
      if (role === null) return problem("Your account may not use LastEdit. Ask the person who manages accounts.");
      const { user, before } = await userOfProvider(context.store.database, claims, role);
      await noteUser(context, { by: wanted.name, from: request.ip, user, before });
      if (user.disabled) return problem("Your account is disabled in LastEdit.");
      await signIn(user.id);
      await note(context, {
        by: user.name,
        userId: user.id,
        what: "auth.finishOidc",
        subject: user.name,
        fromAddress: request.ip,
      });
      return begun.returnTo;
    },
  };
}

/** What the provider's claims have changed about who may use LastEdit. */
async function noteUser(
  context: ApiContext,
  told: { readonly by: string; readonly from: string; readonly user: StoredUser; readonly before: StoredUser | null },
): Promise<void> {
  const { by, from, user, before } = told;
  const entry = { by, userId: null, subject: user.name, fromAddress: from };
  const { name, email, role } = user;
  if (before === null) await note(context, { ...entry, what: "people.createUser", after: { name, email, role } });
  else if (before.role !== role)
    await note(context, { ...entry, what: "people.changeUser", before: { role: before.role }, after: { role } });
}

function note({ store }: ApiContext, entry: Omit<NewAuditEntry, "before" | "after"> & Partial<NewAuditEntry>) {
  return writeAuditEntry(store.database, { before: null, after: null, ...entry });
}

function configured(settings: OidcConfig | undefined): OidcConfig {
  if (settings === undefined) throw new ApiError(404, "not-found", "No identity provider is configured.");
  return settings;
}

function discover(
  { issuer, clientId, clientSecret }: OidcConfig,
  fetch: ApiContext["fetch"],
): Promise<client.Configuration> {
  const authentication = clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret);
  return client.discovery(new URL(issuer), clientId, undefined, authentication, { [client.customFetch]: fetch });
}

async function claimsOf(
  configuration: client.Configuration,
  called: URL,
  { state, nonce, verifier }: z.output<typeof flow>,
): Promise<client.IDToken | null> {
  const tokens = await client.authorizationCodeGrant(configuration, called, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  return tokens.claims() ?? null;
}

function readFlow({ store }: ApiContext, cookie: string | undefined): z.output<typeof flow> | null {
  if (cookie === undefined) return null;
  try {
    return flow.parse(JSON.parse(store.vault.open(cookie)));
  } catch {
    return null;
  }
}

/** A path of the console and nothing that leads out of it. */
export function ownPath(path: string | undefined): string {
  if (path === undefined || !/^\/(?![/\\])/.test(path)) return "/";
  const own = "http://lastedit.invalid";
  const url = URL.canParse(path, own) ? new URL(path, own) : null;
  return url?.origin === own ? url.pathname + url.search : "/";
}

function problem(words: string): string {
  return `/sign-in?problem=${encodeURIComponent(words)}`;
}

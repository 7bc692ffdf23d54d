import { anyoneHasPassword, findUser, readPasswordHash, savePasswordHash } from "../../store/users.ts";
import { takeSignInLink } from "../../store/sign-in-links.ts";
import type { SignInWay } from "../../store/sessions.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../api-error.ts";
import type { ApiContext } from "../api-context.ts";
import { clearSessionCookie, setSessionCookie } from "../auth/session-cookie.ts";
import { createOidcDesk } from "../auth/oidc-desk.ts";
import { hashPassword, isPassword } from "../auth/passwords.ts";
import type { Person } from "../auth/person.ts";
import { createSignInGuard } from "../auth/sign-in-guard.ts";
import { digestOf } from "../auth/tokens.ts";
import type { AUTH, Session } from "../contract/auth.ts";
import type { Handlers } from "../handlers.ts";
import { sessionView } from "../views/session-view.ts";

export function authRoutes(context: ApiContext): Handlers<typeof AUTH> {
  const { database } = context.store;
  const guard = createSignInGuard(database);
  const oidc = createOidcDesk(context);

  async function signIn(userId: string, how: SignInWay, request: FastifyRequest, reply: FastifyReply): Promise<Person> {
    // Whoever was signed in on this browser is not any more.
    if (request.person !== null) await context.sessions.end(request.person);
    const { token, person } = await context.sessions.begin(userId, how, request.ip);
    setSessionCookie(reply, context.secure(), token, person.expiresAt);
    request.person = person;
    return person;
  }
  const show = (person: Person): Promise<Session> => sessionView(context, person);

  return {
    session: ({ person }) => show(person),
    signInOptions: async () => ({ password: await anyoneHasPassword(database), oidc: oidc.option }),
    async signIn({ body, request, reply, audit }) {
      await guard.admit(request.ip, body.email);
      const found = await readPasswordHash(database, body.email);
      if (!(await isPassword(found?.hash ?? null, body.password)) || found === null) {
        await guard.failed(request.ip, body.email);
        throw new ApiError(401, "wrong-password", "The e-mail or the password is not right.");
      }
      await guard.succeeded(body.email);
      const person = await signIn(found.userId, "password", request, reply);
      audit({ subject: person.name, after: null });
      return show(person);
    },
    async signInWithLink({ body, request, reply, audit }) {
      await guard.admit(request.ip, null);
      const userId = await takeSignInLink(database, digestOf(body.token));
      if (userId === null) {
        await guard.failed(request.ip, null);
        throw new ApiError(
          401,
          "link-over",
          "This link was used already, or its 15 minutes are over. A new one is printed by: lastedit sign-in-link",
        );
      }
      const person = await signIn(userId, "link", request, reply);
      audit({ subject: person.name, after: null });
      return show(person);
    },
    startOidc: ({ query, reply }) => oidc.start(reply, query.returnTo),
    finishOidc: ({ request, reply }) => oidc.finish(request, reply, (userId) => signIn(userId, "oidc", request, reply)),
    async signOut({ person, body, reply, audit }) {
      if (body.everywhere) await context.sessions.endAllOf(person.userId);
      else await context.sessions.end(person);
      clearSessionCookie(reply, context.secure());
      audit({ subject: person.name });
      return {};
    },
    async changePassword({ person, body, request, reply, audit }) {
      const user = await findUser(database, person.userId);
      if (user?.email == null) {
        throw new ApiError(
          409,
          "no-email",
          "You have no e-mail to sign in with. Have an admin set one first. Nothing was changed.",
        );
      }
      if (person.hasPassword && person.how !== "link") {
        await guard.admit(request.ip, user.email);
        const stored = await readPasswordHash(database, user.email);
        if (!(await isPassword(stored?.hash ?? null, body.current ?? ""))) {
          await guard.failed(request.ip, user.email);
          const message = "The current password is not right. Nothing was changed.";
          throw new ApiError(400, "wrong-password", message, [{ path: "current", message }]);
        }
      }
      await savePasswordHash(database, person.userId, await hashPassword(body.next));
      await context.sessions.endAllOf(person.userId);
      audit({ subject: person.name, after: null });
      return show(await signIn(person.userId, "password", request, reply));
    },
  };
}

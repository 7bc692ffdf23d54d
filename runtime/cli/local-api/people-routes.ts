import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { USER_ROLES } from "../../store/users.ts";
import type { LocalSignInLink, PeopleDesk } from "./people-desk.ts";

const by = z.string().min(1);
const role = z.enum(USER_ROLES);
const email = z.string().toLowerCase().pipe(z.email());
const name = z.string().trim().min(1).max(100);
const addBody = z.strictObject({ user: z.strictObject({ name, email, role }), by });
const changeBody = z.strictObject({
  named: z.string(),
  change: z.strictObject({
    name: name.exactOptional(),
    email: email.exactOptional(),
    role: role.exactOptional(),
    disabled: z.boolean().exactOptional(),
  }),
  by,
});
const removeBody = z.strictObject({ named: z.string(), by });
const linkBody = z.strictObject({ named: z.string().nullable(), by });

/** Who may use the console, for the other commands on this machine. */
export function addPeopleRoutes(server: FastifyInstance, desk: PeopleDesk): void {
  server.get("/api/users", () => desk.users());
  server.post("/api/users/add", ({ body }) => {
    const { user, by: person } = addBody.parse(body);
    return desk.addUser(user, person);
  });
  server.post("/api/users/change", ({ body }) => {
    const { named, change, by: person } = changeBody.parse(body);
    return desk.changeUser(named, change, person);
  });
  server.post("/api/users/remove", async ({ body }) => {
    const { named, by: person } = removeBody.parse(body);
    await desk.removeUser(named, person);
    return {};
  });
  server.post("/api/sign-in-link", ({ body }) => {
    const { named, by: person } = linkBody.parse(body);
    return desk.signInLink(named, person);
  });
}

/** Asks the process that has the database open. @param call - Posts where a body is given, else gets */
export function remotePeopleDesk(call: <T>(path: string, body?: unknown) => Promise<T>): PeopleDesk {
  return {
    users: () => call("/api/users"),
    addUser: (user, person) => call("/api/users/add", { user, by: person }),
    changeUser: (named, change, person) => call("/api/users/change", { named, change, by: person }),
    async removeUser(named, person) {
      await call("/api/users/remove", { named, by: person });
    },
    signInLink: (named, person) => call<LocalSignInLink>("/api/sign-in-link", { named, by: person }),
  };
}

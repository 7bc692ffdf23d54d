import { PROGRAM_VERSION } from "../../engine/program.ts";
import type { ApiContext } from "../api-context.ts";
import type { Person } from "../auth/person.ts";
import type { Session } from "../contract/auth.ts";
import { readSettingsInForce } from "../settings/settings-in-force.ts";

export async function sessionView(context: ApiContext, person: Person): Promise<Session> {
  const { userId, name, email, role, hasPassword, how, csrf, expiresAt } = person;
  const { values } = await readSettingsInForce(context);
  return {
    user: { id: userId, name, email, role, hasPassword },
    how,
    csrf,
    expiresAt: expiresAt.toISOString(),
    installation: { name: values.name, timeZone: values.timeZone, version: PROGRAM_VERSION, demo: context.demo },
  };
}

import type { IDToken } from "openid-client";
import type { Database } from "../../store/database.ts";
import { addUser, changeUser, findUser, findUserBySubject } from "../../store/users.ts";
import type { StoredUser } from "../../store/users.ts";
import type { Role } from "../contract/route-table.ts";

/**
 * The user whom the provider has named: made at the first sign-in, and given the role that the provider says each time.
 * Only the provider's subject counts; an e-mail that a user here has already is not taken over, since whoever can set
 * an e-mail there could otherwise become anybody here.
 *
 * @returns `before`: as the user was until now; `null` for one that has just been made
 */
export async function userOfProvider(
  database: Database,
  claims: IDToken,
  role: Role,
): Promise<{ readonly user: StoredUser; readonly before: StoredUser | null }> {
  const subject = `${claims.iss} ${claims.sub}`;
  const known = await findUserBySubject(database, subject);
  if (known !== null) {
    const changed =
      known.role === role ? known : await database.transaction((tx) => changeUser(tx, known.id, { role }));
    return { user: changed ?? known, before: known };
  }
  const email = textOf(claims["email"])?.toLowerCase() ?? null;
  const wished = textOf(claims["name"]) ?? textOf(claims["preferred_username"]) ?? email ?? claims.sub;
  const user = await addUser(database, {
    name: await freeName(database, wished.slice(0, 80)),
    email: email === null || (await findUser(database, email)) !== null ? null : email,
    role,
    oidcSubject: subject,
  });
  return { user, before: null };
}

async function freeName(database: Database, wished: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wished : `${wished} ${number}`;
    if ((await findUser(database, name)) === null) return name;
  }
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === "string" && claim.trim() !== "" ? claim.trim() : undefined;
}

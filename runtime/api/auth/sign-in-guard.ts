import type { Database } from "../../store/database.ts";
import { forgetSignInFailures, lockedUntil, noteSignInFailure } from "../../store/sign-in-failures.ts";
import type { FailureLimit } from "../../store/sign-in-failures.ts";
import { ApiError } from "../api-error.ts";

const MINUTES = 60_000;
/** Few for one account, since a person knows their password; more for an address, which an office shares. */
const PER_ACCOUNT: FailureLimit = { failures: 5, lockMs: 15 * MINUTES };
const PER_ADDRESS: FailureLimit = { failures: 30, lockMs: 15 * MINUTES };

export interface SignInGuard {
  /** @throws {ApiError} 429, saying when it may be tried again */
  admit(address: string, account: string | null): Promise<void>;
  failed(address: string, account: string | null): Promise<void>;
  /** The address's failures stay: somebody there may still be trying other accounts. */
  succeeded(account: string | null): Promise<void>;
}

/** Counts failed sign-ins in the database, so that all processes count together. */
export function createSignInGuard(database: Database): SignInGuard {
  const subjects = (address: string, account: string | null): string[] => [
    `address ${address}`,
    ...(account === null ? [] : [`account ${account}`]),
  ];
  return {
    async admit(address, account) {
      const until = await lockedUntil(database, subjects(address, account));
      if (until === null) return;
      const minutes = Math.max(1, Math.ceil((until.getTime() - Date.now()) / MINUTES));
      throw new ApiError(
        429,
        "too-many-tries",
        `Too many failed sign-ins. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}, at ${until.toISOString()}.`,
      );
    },
    async failed(address, account) {
      await noteSignInFailure(database, `address ${address}`, PER_ADDRESS);
      if (account !== null) await noteSignInFailure(database, `account ${account}`, PER_ACCOUNT);
    },
    succeeded: (account) => forgetSignInFailures(database, account === null ? [] : [`account ${account}`]),
  };
}

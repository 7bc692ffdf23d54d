import { peoplevoxAddress } from "../../components/peoplevox/peoplevox-address.ts";
import type { KnownConnection } from "../engine/workers.ts";
import { slugOfApp } from "./app-field.ts";
import type { Connection } from "./connections.ts";

/** What the engine knows of a connection: its name, its type or app, and whose request budget it spends. Holds no secret. */
export function knownConnection({ name, type, fields }: Connection): KnownConnection {
  const app = type === "app" ? Object.keys(fields).map(slugOfApp)[0] : undefined;
  return { name, type, ...(app == null ? {} : { app }), tenant: type === "peoplevox" ? tenantOf(fields) : null };
}

/** `null` where the address cannot be used; the steps that use it say why. */
function tenantOf({ peoplevoxUrl, peoplevoxClientId }: Connection["fields"]): string | null {
  if (typeof peoplevoxUrl !== "string" || typeof peoplevoxClientId !== "string") return null;
  try {
    return peoplevoxAddress(peoplevoxUrl, peoplevoxClientId).toLowerCase();
  } catch {
    return null;
  }
}

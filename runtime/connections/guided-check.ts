import { checkAlerts } from "../cli/doctor/check-alerts.ts";
import { checkShopify } from "../cli/doctor/check-shopify.ts";
import type { Check } from "../cli/doctor/check.ts";
import { checkTemplates } from "../../components/peoplevox/check-templates.ts";
import { warehouseFor } from "../../components/peoplevox/shared-warehouse.ts";
import { readPeoplevoxProfile } from "../../components/peoplevox/tenant-profile/read-profile.ts";
import type { SourceStatus } from "../ingress/source-keeper.ts";
import { connectionSecrets } from "./connections.ts";
import type { Connection } from "./connections.ts";
import { maskText } from "../component-host/secrets.ts";
import { checkProtectedData } from "./check-protected-data.ts";

/** One thing that was looked at, and what to do about it. */
export interface GuidedCheck {
  /** Stable name of the kind of check. */
  readonly id: string;
  readonly title: string;
  readonly state: "ok" | "problem" | "warning" | "not-checked";
  readonly found: string;
  /** Empty when there is nothing to do. */
  readonly whatToDo: string;
}

/**
 * Looks at a connection from outside to inside, and stops where nothing further can be seen. Changes nothing, sends
 * nobody anything.
 *
 * @param sources - Of the recipes that use the connection; empty for one that is not saved
 */
export async function guidedCheck(connection: Connection, sources: readonly SourceStatus[]): Promise<GuidedCheck[]> {
  const checks = await checksOf(connection, sources);
  const secrets = connectionSecrets(connection);
  return checks.map((check) => ({ ...check, found: maskText(check.found, secrets) }));
}

function checksOf(connection: Connection, sources: readonly SourceStatus[]): Promise<GuidedCheck[]> {
  switch (connection.type) {
    case "shopify":
      return shopChecks(connection, sources);
    case "peoplevox":
      return warehouseChecks(connection);
    case "alert":
      return alertChecks(connection);
    default:
      return Promise.resolve([
        {
          id: "account",
          title: "Account",
          state: "not-checked",
          found: "Accounts of apps are checked by the first step that uses them.",
          whatToDo: "Test a step that uses it in a recipe.",
        },
      ]);
  }
}

async function shopChecks(connection: Connection, sources: readonly SourceStatus[]): Promise<GuidedCheck[]> {
  const [reached, scopes] = await checkShopify(connection);
  const reach = toGuided("reach", "The shop answers", reached, {
    whatToDo: "Check the shop's address and the Admin token: Shopify → Settings → Apps → Develop apps → the app.",
  });
  if (reach.state !== "ok") return [reach];
  const granted = toGuided("scopes", "Access scopes", scopes, {
    whatToDo: "Grant the scopes that are named, then install the app again; its token changes.",
  });
  return [reach, granted, await checkProtectedData(connection), webhooksOf(sources)];
}

function webhooksOf(sources: readonly SourceStatus[]): GuidedCheck {
  const title = "Webhooks";
  if (sources.length === 0) {
    const found = "No recipe that runs listens to this shop yet.";
    return { id: "webhooks", title, state: "not-checked", found, whatToDo: "Switch on a recipe that uses it." };
  }
  const failed = sources.flatMap((source) => (source.state === "failed" ? [`${source.id}: ${source.reason}`] : []));
  if (failed.length === 0) {
    const found = `${sources.length} source${sources.length === 1 ? " has" : "s have"} their webhooks: ${sources.map(({ id }) => id).join(", ")}.`;
    return { id: "webhooks", title, state: "ok", found, whatToDo: "" };
  }
  const whatToDo = "Shopify must reach publicUrl of the configuration by https. The sources try again by themselves.";
  return { id: "webhooks", title, state: "problem", found: failed.join(" "), whatToDo };
}

async function warehouseChecks({ name, fields }: Connection): Promise<GuidedCheck[]> {
  const text = (field: string): string => (typeof fields[field] === "string" ? fields[field] : "");
  const missing = ["peoplevoxUrl", "peoplevoxClientId", "peoplevoxUsername", "peoplevoxPassword"].filter(
    (field) => text(field) === "",
  );
  const reach = { id: "reach", title: "Peoplevox lets the user in" } as const;
  const login = "Check address, client id, user name and password; the user is made in Peoplevox under Setup → Users.";
  if (missing.length > 0) {
    const found = `${name === "" ? "The connection" : name} lacks ${missing.join(", ")}.`;
    return [{ ...reach, state: "problem", found, whatToDo: "Fill in the fields that are named." }];
  }
  try {
    readPeoplevoxProfile(fields["peoplevoxProfile"]);
  } catch (error) {
    const whatToDo = "Correct the tenant profile.";
    return [{ id: "profile", title: "Tenant profile", state: "problem", found: words(error), whatToDo }];
  }
  try {
    const peoplevox = warehouseFor({
      url: text("peoplevoxUrl"),
      clientId: text("peoplevoxClientId"),
      username: text("peoplevoxUsername"),
      password: text("peoplevoxPassword"),
      profile: fields["peoplevoxProfile"],
    });
    const findings = await checkTemplates(peoplevox);
    return [
      { ...reach, state: "ok", found: `Logged in as ${text("peoplevoxUsername")}.`, whatToDo: "" },
      ...findings.map(({ template, missingColumns, problem }): GuidedCheck => {
        const title = `Template ${template}`;
        if (problem !== null) {
          const whatToDo = `Configure it in Peoplevox: Setup → Integration templates → ${template}.`;
          return { id: "templates", title, state: "problem", found: problem, whatToDo };
        }
        const onlyStopShip = missingColumns.every((column) => column === "StopShip");
        const state = missingColumns.length === 0 ? "ok" : onlyStopShip ? "warning" : "problem";
        const found = state === "ok" ? "All columns are there." : `It lacks ${missingColumns.join(", ")}.`;
        const whatToDo =
          state === "ok" ? "" : `Add the columns in Peoplevox: Setup → Integration templates → ${template}.`;
        return { id: "columns", title, state, found, whatToDo };
      }),
    ];
  } catch (error) {
    return [{ ...reach, state: "problem", found: words(error), whatToDo: login }];
  }
}

async function alertChecks(connection: Connection): Promise<GuidedCheck[]> {
  const [channels] = await checkAlerts(connection);
  const whatToDo = "Each channel is written as <name> <slack | teams | http | mail> <address>.";
  return [toGuided("channels", "Channels", channels, { whatToDo })];
}

function toGuided(
  id: string,
  title: string,
  check: Check | undefined,
  { whatToDo }: { readonly whatToDo: string },
): GuidedCheck {
  if (check === undefined) return { id, title, state: "not-checked", found: "It was not looked at.", whatToDo: "" };
  return { id, title, state: check.ok ? "ok" : "problem", found: check.found, whatToDo: check.ok ? "" : whatToDo };
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

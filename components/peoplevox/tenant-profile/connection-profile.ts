import type { RequestLimits } from "../request-budget.ts";
import type { PeoplevoxRegion } from "../soap-calls.ts";
import type { TemplateKey } from "../template-table.ts";

/** What is particular to one tenant's connection, as far as the client needs to know it. */
export interface ConnectionProfile {
  readonly region: PeoplevoxRegion;
  /** The tenant's name of a template, where it is not the documented one. */
  readonly templates: Readonly<Partial<Record<TemplateKey, string>>>;
  /** Per template: documented column → the tenant's header, where they differ. */
  readonly columns: Readonly<Partial<Record<TemplateKey, Readonly<Record<string, string>>>>>;
  readonly requestBudget: RequestLimits;
  /** IANA name of the zone Peoplevox's dates are in. */
  readonly timeZone: string;
  /** Longest wait for one answer. */
  readonly timeoutMs: number;
  readonly rowsPerSave: number;
  readonly termsPerSearch: number;
  /** How long an ItemCode that was found counts as existing. */
  readonly itemCodeFreshForMs: number;
}

/** The process whose memory `audit-catalogue.ts` measures: runs the action once, with what its parent sends. */
import { once } from "node:events";
import auditSkuCatalogue from "../actions/peoplevox/audit-sku-catalogue/audit-sku-catalogue.ts";
import type { SandboxInfo } from "../sandbox/server.ts";

export interface AuditMeasurement {
  readonly elapsedMs: number;
  /** Largest resident set of the process, in MB. */
  readonly peakMemoryMb: number;
  /** The same before the audit began: Node and the loaded code. */
  readonly idleMemoryMb: number;
  readonly summary: string;
  readonly counts: Readonly<Record<string, number>>;
}

const [{ shopify, peoplevox }] = (await once(process, "message")) as [SandboxInfo];
const idleMemoryMb = peakMemoryMb();
const exported = new Map<string, unknown>();
const startedAt = Date.now();
const props = {
  shopifyShop: shopify.shop,
  shopifyAccessToken: shopify.accessToken,
  shopifyAdminUrl: shopify.url,
  peoplevoxUrl: peoplevox.url,
  peoplevoxClientId: peoplevox.clientId,
  peoplevoxUsername: peoplevox.username,
  peoplevoxPassword: peoplevox.password,
  csvFile: ".cache/bench/sku-audit.csv",
};
const result = await auditSkuCatalogue.run.call(props, {
  $: { export: (name, value) => void exported.set(name, value) },
});
const measurement: AuditMeasurement = {
  elapsedMs: Date.now() - startedAt,
  peakMemoryMb: peakMemoryMb(),
  idleMemoryMb,
  summary: String(exported.get("$summary")),
  counts: result.counts,
};
process.send?.(measurement);
process.disconnect();

function peakMemoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

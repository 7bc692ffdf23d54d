import type { IntegrationResponse } from "../../components/peoplevox/soap-response.ts";
import type { SoapTransport } from "../../components/peoplevox/soap-transport.ts";
import {
  PeoplevoxHtmlPageError,
  PeoplevoxThrottledError,
  PeoplevoxUnreachableError,
} from "../../components/peoplevox/peoplevox-errors.ts";
import { perform } from "../../sandbox/peoplevox/operations/index.ts";
import { readProfile } from "../../sandbox/peoplevox/profile.ts";
import type { PeoplevoxProfile } from "../../sandbox/peoplevox/profile.ts";
import { seedItems } from "../../sandbox/peoplevox/seed-items.ts";
import { createTenant } from "../../sandbox/peoplevox/tenant.ts";
import type { Tenant } from "../../sandbox/peoplevox/tenant.ts";
import { despatch, pack, pickLine } from "../../sandbox/warehouse/bench.ts";
import { saveHeader } from "../../sandbox/warehouse/header-writes.ts";
import { startPickers } from "../../sandbox/warehouse/pickers.ts";
import type { SalesOrder } from "../../sandbox/warehouse/sales-order.ts";
import { readPlainEnvelope } from "./plain-envelope.ts";
import { KNOWN_SKUS } from "./scenario.ts";
import type { TenantPlan } from "./scenario.ts";
import type { Process } from "./scheduler.ts";
import type { World } from "./world.ts";

/** The sandbox's Peoplevox without HTTP and XML, and the people on its floor. */
export interface SimulatedPeoplevox {
  readonly tenant: Tenant;
  /** The client's way to it, for one process. */
  transport(process: Process): SoapTransport;
  /** Requests that were answered, by process and in order. */
  readonly requests: readonly { readonly process: Process; readonly atMs: number }[];
}

const profiles = new Map<string, PeoplevoxProfile>();

/** Columns that nothing here reads or writes are left out, since reading them takes time. */
const UNUSED_COLUMNS = [
  ...["Line1", "Line2", "City", "Region", "Postcode", "Country", "Reference"].map((part) => `InvoiceAddress${part}`),
  "ShippingAddressReference",
  "PaymentMethod",
  "Attribute3",
  "Attribute4",
  "Attribute5",
];

export function profileOf(plan: TenantPlan): PeoplevoxProfile {
  const key = JSON.stringify(plan);
  const known = profiles.get(key);
  if (known !== undefined) return known;
  const { returns, ...rest } = plan;
  const profile = readProfile({
    ...rest,
    rmaTemplates: returns !== "purchase-orders",
    unconfiguredColumns: { "Sales orders": UNUSED_COLUMNS },
  });
  profiles.set(key, profile);
  return profile;
}

export function createSimulatedPeoplevox(world: World): SimulatedPeoplevox {
  const { scheduler, scenario } = world;
  const tenant = createTenant(profileOf(scenario.tenant), scheduler, scenario.seed);
  seedItems(
    tenant,
    KNOWN_SKUS.map((sku) => ({ ItemCode: sku, OnHand: 1000 })),
  );
  startPickers(tenant.warehouse, world.random("pickers"), scenario.pace);
  const requests: { process: Process; atMs: number }[] = [];
  const benchRandom = world.random("bench");
  world.on.expireSessions = () => void tenant.sessions.expireAll();
  world.on.pickerStep = (chance) => somebodySteps(tenant, chance, () => benchRandom);

  return {
    tenant,
    requests,
    transport: (process) => (call, envelope) => {
      const request = readPlainEnvelope(envelope);
      const describe = { ...call, host: "peoplevox" };
      return world.call(process, {
        system: "peoplevox",
        words: call.operation,
        writes: call.operation === "SaveData",
        details: () => ` ${inWords(request)}`,
        serve: ({ trouble, chance }) => {
          requests.push({ process, atMs: scheduler.now() });
          if (trouble === "row-not-kept" && isItemRows(request)) return keepAllButOne(envelope, chance, tenant);
          if (trouble === "row-refused" && call.operation === "SaveData") {
            tenant.faults.add({
              kind: "refuse-rows",
              detail: "Row not imported",
              skip: Math.floor(chance * 3),
              times: 1,
            });
          }
          const answer = perform(request, tenant);
          tenant.faults.clear();
          return { ...answer, errorCode: "" };
        },
        failures: {
          neverLeft: () => new PeoplevoxUnreachableError({ ...describe, reach: "never-left", problem: "ECONNREFUSED" }),
          lost: () => new PeoplevoxUnreachableError({ ...describe, reach: "no-answer", problem: "ECONNABORTED" }),
          html: () => new PeoplevoxHtmlPageError({ ...call, status: 502, title: "Bad gateway" }),
          throttled: () => new PeoplevoxThrottledError(call.operation, 5_000),
        },
      });
    },
  };
}

const isItemRows = ({ operation, parameters }: ReturnType<typeof readPlainEnvelope>): boolean =>
  operation === "SaveData" && parameters.inside("saveRequest").text("TemplateName") === "Sales order items";

/** Peoplevox says that all rows are stored, and one is not: what reading back is for. */
function keepAllButOne(envelope: string, chance: number, tenant: Tenant): IntegrationResponse {
  const fewer = envelope.replace(/(<CsvData>)([^<]*)(<\/CsvData>)/, (_, open: string, csv: string, close: string) => {
    const [header = "", ...rows] = csv.split("\n");
    rows.splice(Math.floor(chance * rows.length), 1);
    return `${open}${[header, ...rows].join("\n")}${close}`;
  });
  const { responseId, detail } = perform(readPlainEnvelope(fewer), tenant);
  return { responseId, totalCount: 0, detail, statuses: [], errorCode: "" };
}

function inWords({ operation, parameters }: ReturnType<typeof readPlainEnvelope>): string {
  if (operation === "SaveData") {
    const request = parameters.inside("saveRequest");
    const rows = request.text("CsvData").replaceAll('"', "").replaceAll("\n", " | ");
    return `saves ${request.text("TemplateName")}${request.whole("Action") === 2 ? " (delete)" : ""}: ${rows}`;
  }
  const read = parameters.inside(operation === "GetData" ? "getRequest" : "getReportRequest");
  return `${operation} ${read.text("TemplateName")} ${read.text("SearchClause")}`.trim();
}

/** Share of the floor's steps that take a hold away instead: somebody who does not know why it is there. */
const LETS_GO = 0.04;

/** Somebody at the warehouse is quick: the next step of one order that has one. */
function somebodySteps({ warehouse }: Tenant, chance: number, random: () => Parameters<typeof despatch>[2]): void {
  const open = [...warehouse.orders()].filter(({ status }) => status !== "Cancelled" && status !== "Despatched");
  const order: SalesOrder | undefined = open[Math.floor(chance * open.length)];
  if (order === undefined) return;
  if ((chance * 1_000) % 1 < LETS_GO) {
    saveHeader(warehouse, order.number, { OnHold: "False" }, { by: "control", template: "Sales orders", action: 0 });
    warehouse.settle();
    return;
  }
  if (order.parcel !== null) despatch(warehouse, order, random());
  else if (order.status === "Picked") pack(warehouse, order);
  else pickLine(warehouse, order);
}

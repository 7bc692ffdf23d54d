import { z } from "zod";
import type { Clock, Timer } from "../clock.ts";
import type { Random } from "../random.ts";
import { importRows, type ImportRows } from "./import-rows.ts";

/** How the other integration behaves. */
export const importerSettingsSchema = z.strictObject({
  on: z.boolean().default(true),
  /** From the order's creation to its import, in milliseconds. */
  delayMs: z.int().min(0).default(5_000),
  /** Share of the delay by which it may be shorter or longer, 0 to 1. */
  jitter: z.number().min(0).max(1).default(0),
  /** Whether it sends the order as it is at import, or as it was when it was created. */
  content: z.enum(["at-import", "at-creation"]).default("at-import"),
  /** Sales Order column → key of the order attribute that is written to it. */
  attributes: z.record(z.string(), z.string()).default({ Attribute1: "Gift message" }),
});

export type ImporterSettings = z.infer<typeof importerSettingsSchema>;

/** A shop's order, as far as the importer looks. */
export interface ImportableOrder {
  readonly id: string;
  /** `#1001`. */
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly createdAt: number;
  readonly cancelled: boolean;
  readonly email: string;
  readonly contactName: string;
  readonly address: {
    readonly line1: string;
    readonly line2: string;
    readonly city: string;
    readonly region: string;
    readonly postcode: string;
    readonly country: string;
  };
  readonly attributes: Readonly<Record<string, string>>;
  /** Lines that are sent, in units still wanted. */
  readonly lines: readonly {
    readonly id: string;
    readonly sku: string;
    readonly quantity: number;
    readonly unitPrice: string;
  }[];
}

export interface ImportRecord {
  readonly orderName: string;
  readonly at: number;
  /** `imported`, or why not. */
  readonly outcome: string;
}

/** Another integration that brings the shop's new orders into Peoplevox, and never looks at them again. */
export interface Importer {
  onOrderCreated(order: ImportableOrder): void;
  readonly settings: ImporterSettings;
  /** Orders that wait for their import keep the delay they were given. */
  change(settings: Partial<ImporterSettings>): void;
  /** Names of orders that wait. */
  waiting(): string[];
  records(): readonly ImportRecord[];
  stop(): void;
}

export interface ImporterOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: ImporterSettings;
  /** The order as it is now; `null` when it is gone. */
  readonly currentOrder: (orderId: string) => ImportableOrder | null;
  /** Where the rows go. */
  readonly target: ImportTarget;
}

export interface ImportTarget {
  readonly usesLine: boolean;
  has(salesOrderNumber: string): boolean;
  /** @returns why rows were refused, one text each */
  save(rows: ImportRows): string[];
}

export function createImporter(options: ImporterOptions): Importer {
  const { clock, random, currentOrder, target } = options;
  const timers = new Map<string, Timer>();
  const records: ImportRecord[] = [];
  let settings = options.settings;

  const importOrder = (asCreated: ImportableOrder): string => {
    const order = settings.content === "at-creation" ? asCreated : currentOrder(asCreated.id);
    if (order === null) return "not imported: the order is gone";
    if (order.cancelled) return "not imported: the order is cancelled";
    const rows = importRows(order, settings.attributes, target.usesLine);
    if (target.has(rows.salesOrderNumber)) return "not imported: the Sales Order exists already";
    const refusals = target.save(rows);
    return refusals.length === 0 ? "imported" : `imported in part: ${refusals.join("; ")}`;
  };

  return {
    onOrderCreated(order) {
      if (!settings.on) return;
      const delayMs = settings.delayMs * (1 + settings.jitter * (2 * random.next() - 1));
      const timer = clock.after(Math.round(delayMs), () => {
        timers.delete(order.name);
        const outcome = settings.on ? importOrder(order) : "not imported: the importer is off";
        records.push({ orderName: order.name, at: clock.now(), outcome });
      });
      timers.set(order.name, timer);
    },
    get settings() {
      return settings;
    },
    change(changes) {
      settings = { ...settings, ...changes };
    },
    waiting: () => [...timers.keys()],
    records: () => records,
    stop() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}

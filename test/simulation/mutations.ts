import { IntegrationError } from "../../components/integration-error.ts";
import type { Warehouse } from "../../components/peoplevox/warehouse.ts";
import type { ObservedSalesOrder, SalesOrderItem } from "../../domain/sales-order/sales-order.ts";
import { AS_IT_IS } from "./overrides.ts";
import type { Overrides } from "./overrides.ts";

/** A bug that is put in on purpose, to see whether the simulation notices. */
export interface Mutation {
  readonly name: string;
  /** The first seed that notices it, when this was written: `--mutations` tells when it is another one by now. */
  readonly noticedBy: number;
  readonly what: string;
  overrides(): Overrides;
}

const mutation = (name: string, noticedBy: number, what: string, change: () => Partial<Overrides>): Mutation => ({
  name,
  noticedBy,
  what,
  overrides: () => ({ ...AS_IT_IS, ...change() }),
});

const onWarehouse = (
  name: string,
  noticedBy: number,
  what: string,
  change: (real: Warehouse) => Partial<Warehouse>,
): Mutation => mutation(name, noticedBy, what, () => ({ warehouse: (real) => ({ ...real, ...change(real) }) }));

/** Believes what it wrote instead of reading it back. */
function believing(real: Warehouse): Warehouse & { believe(number: string, items: readonly SalesOrderItem[]): void } {
  const beliefs = new Map<string, Map<string, SalesOrderItem>>();
  const keyOf = ({ itemCode, line }: SalesOrderItem): string => `${itemCode}/${line ?? ""}`;
  const overlaid = (order: ObservedSalesOrder | null): ObservedSalesOrder | null => {
    const known = order === null ? undefined : beliefs.get(order.salesOrderNumber);
    if (order === null || known === undefined) return order;
    const items = new Map(order.items.map((item) => [keyOf(item), item]));
    for (const [key, item] of known) items.set(key, { ...items.get(key), ...item });
    return { ...order, items: [...items.values()] };
  };
  return {
    ...real,
    believe(number, items) {
      const known = beliefs.get(number) ?? new Map<string, SalesOrderItem>();
      for (const item of items) known.set(keyOf(item), item);
      beliefs.set(number, known);
    },
    // What is planned from is still read; only the look afterwards is spared.
    findLineage: (lineage) => {
      beliefs.clear();
      return real.findLineage(lineage);
    },
    readSalesOrder: async (number) => overlaid(await real.readSalesOrder(number)),
  };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof IntegrationError && error.code === "peoplevox-rows-refused";

export const MUTATIONS: readonly Mutation[] = [
  mutation("drop-the-reread", 17, "A hold is placed and nobody looks whether a picker was faster.", () => ({
    warehouse: (real) => {
      const seen = new Map<string, ObservedSalesOrder>();
      return {
        ...real,
        findLineage: async (lineage) => {
          const found = await real.findLineage(lineage);
          for (const order of found) seen.set(order.salesOrderNumber, order);
          return found;
        },
        readHeader: async (number) => {
          const known = seen.get(number);
          return known === undefined ? real.readHeader(number) : { ...known, onHold: true };
        },
      };
    },
  })),
  onWarehouse("no-fence", 64, "Lines are written without a hold.", (real) => ({
    saveHeader: async (number, fields) => {
      if (fields.OnHold !== "true" || Object.keys(fields).length > 1) await real.saveHeader(number, fields);
    },
    readHeader: async (number) => {
      const header = await real.readHeader(number);
      return header === null ? null : { ...header, onHold: true };
    },
  })),
  onWarehouse("release-too-early", 14, "The hold is released before the lines are written.", (real) => ({
    saveItems: async (number, items) => {
      await real.saveHeader(number, { OnHold: "false" });
      await real.saveItems(number, items);
    },
  })),
  mutation("ignore-partial-import", 259, "Rows that Peoplevox refused count as stored.", () => ({
    warehouse: (real) => {
      const warehouse = believing(real);
      return {
        ...warehouse,
        saveItems: async (number, items) => {
          await real.saveItems(number, items).catch((error: unknown) => {
            if (!isRefusal(error)) throw error;
            warehouse.believe(number, items);
          });
        },
      };
    },
  })),
  mutation("skip-verify", 94, "What was written is not read back.", () => ({
    warehouse: (real) => {
      const warehouse = believing(real);
      return {
        ...warehouse,
        saveItems: async (number, items) => {
          await real.saveItems(number, items);
          warehouse.believe(number, items);
        },
      };
    },
  })),
  onWarehouse("forget-the-lineage", 2, "Only the Sales Order with the order's own number is looked at.", (real) => ({
    findLineage: async (lineage) =>
      (await real.findLineage(lineage)).filter(({ salesOrderNumber }) => salesOrderNumber === lineage.salesOrderNumber),
  })),
  mutation(
    "create-instead-of-wait",
    4,
    "An order that is not imported yet is created under a number of its own.",
    () => ({
      step: (key, real) =>
        key !== "peoplevox-update-sales-order" || real === undefined
          ? real
          : async (props, doors) => {
              try {
                return await real(props, doors);
              } catch (error) {
                const order = props["order"] as {
                  readonly name: string;
                  readonly lines: readonly { sku: string | null; currentQuantity: number }[];
                };
                if ((error as { code?: string }).code !== "sales-order-not-imported-yet") throw error;
                const number = `${order.name.replace("#", "")}-L`;
                await doors.warehouse.saveHeader(number, { CustomerPurchaseOrderReferenceNumber: order.name });
                const rows = order.lines.map(({ sku, currentQuantity }) => ({
                  itemCode: sku ?? "",
                  quantityOrdered: currentQuantity,
                  line: null,
                }));
                await doors.warehouse.saveItems(
                  number,
                  rows.filter(({ quantityOrdered }) => quantityOrdered > 0),
                );
                throw error;
              }
            },
    }),
  ),
  onWarehouse("leave-the-old-one", 3, "A Sales Order that was replaced is not cancelled.", (real) => ({
    saveHeader: (number, fields) => (fields.Status === undefined ? real.saveHeader(number, fields) : Promise.resolve()),
    readSalesOrder: async (number) => {
      const order = await real.readSalesOrder(number);
      return order?.onHold === true && !number.includes("-R") ? { ...order, status: "Cancelled" } : order;
    },
  })),
  mutation("no-hold-record", 3, "A hold is placed without a record that it is ours.", () => ({
    holds: (real) => ({ ...real, remember: () => Promise.resolve() }),
  })),
  mutation("release-anybodys-hold", 12, "Every hold counts as ours.", () => ({
    holds: (real) => ({
      ...real,
      recordsOf: (numbers) =>
        Promise.resolve(
          numbers.map((salesOrderNumber) => ({
            salesOrderNumber,
            flags: ["OnHold", "StopShip"],
            because: "It is held.",
            replaces: null,
            placedAt: new Date().toISOString(),
          })),
        ),
    }),
  })),
  mutation("unknown-means-nothing-sent", 308, "A hold whose answer was lost counts as never placed.", () => ({
    warehouse: (real, { store, clientId }) => ({
      ...real,
      saveHeader: async (number, fields) => {
        await real.saveHeader(number, fields).catch(async (error: unknown) => {
          const isOpen = error instanceof IntegrationError && error.effect === "unknown";
          if (isOpen && fields.OnHold === "true") await store.delete(`hold/${clientId}/${number}`);
          throw error;
        });
      },
    }),
  })),
  mutation(
    "trust-the-first-look",
    3,
    "The order is taken as it was when it was first read, whatever changed since.",
    () => {
      const first = new Map<string, unknown>();
      return {
        step: (key, real) =>
          key !== "shopify-get-current-order" || real === undefined
            ? real
            : async (props, doors) => {
                const id = String(props["orderId"]);
                if (!first.has(id)) first.set(id, await real(props, doors));
                return first.get(id);
              },
      };
    },
  ),
  mutation("answer-before-storing", 1, "A webhook is answered, and what it said is stored a moment later.", () => ({
    persist: (real) => (change) => {
      setTimeout(() => void real(change), 300);
      return Promise.resolve();
    },
  })),
  mutation("random-rma-number", 8, "Each run gives its RMAs new numbers.", () => {
    let documents = 0;
    const given = new Map<string, string>();
    return {
      step: (key, real) =>
        key !== "peoplevox-create-rma" || real === undefined
          ? real
          : (props, doors) => {
              given.clear();
              return real(props, doors);
            },
      returnsDesk: (real) => {
        return {
          ...real,
          readDocuments: async (numbers) => {
            const found = await real.readDocuments(numbers.map((number) => given.get(number) ?? `${number}-none`));
            return found.map((document) => ({ ...document, number: document.number.replace(/-x\d+$/, "") }));
          },
          save: ({ template, rows }) => {
            const renumbered = rows.map((row) => {
              const number = row["RmaNumber"] ?? "";
              if (template === "rmas") given.set(number, `${number}-x${(documents += 1)}`);
              return { ...row, RmaNumber: given.get(number) ?? number };
            });
            return real.save({ template, rows: renumbered });
          },
        };
      },
    };
  }),
  mutation("tell-nobody", 4, "An exception is not raised.", () => ({
    step: (key, real) => (key === "lastedit-raise-exception" ? () => Promise.resolve(null) : real),
  })),
  mutation("close-too-much", 2, "Whatever is open about an order is closed at the end of each run.", () => ({
    step: (key, real) =>
      key !== "lastedit-raise-exception" || real === undefined
        ? real
        : async (props, doors) => {
            const raised = await real(props, doors);
            for (const id of await doors.store.keys()) if (id.startsWith("exception/")) await doors.store.delete(id);
            return raised;
          },
  })),
  mutation("release-in-any-case", 12, "The hold is released also when what is read back differs.", () => ({
    step: (key, real) =>
      key !== "peoplevox-update-sales-order" || real === undefined
        ? real
        : async (props, doors) => {
            const report = (await real(props, doors)) as { readonly salesOrderNumber: string | null };
            const number = report.salesOrderNumber;
            if (number !== null) await doors.warehouse.saveHeader(number, { OnHold: "false" });
            return report;
          },
  })),
  mutation("swap-without-cancel", 103, "A recreated order is released before the original is cancelled.", () => ({
    step: (key, real) =>
      key !== "peoplevox-swap-sales-order" || real === undefined
        ? real
        : async (props, doors) => {
            const { live } = props["finding"] as { readonly live?: readonly { readonly name: string }[] };
            const report = await real(props, {
              ...doors,
              warehouse: {
                ...doors.warehouse,
                saveHeader: async (number, fields) => {
                  if (fields.Status !== undefined) {
                    for (const { name } of live ?? [])
                      await doors.warehouse.saveHeader(name.replace("#", ""), { OnHold: "false" });
                  }
                  await doors.warehouse.saveHeader(number, fields);
                },
              },
            });
            return report;
          },
  })),
];

import type { FulfilledLinesQuery, OrderLinesQuery, OrderSnapshotsQuery } from "./generated/operations.ts";

/** An order as `OrderSnapshots` gives it: with the first page of its lines only. */
export type OrderNode = Extract<NonNullable<OrderSnapshotsQuery["nodes"][number]>, { readonly name: string }>;

export type LinesPage = NonNullable<OrderLinesQuery["order"]>["lineItems"];
export type LineNode = LinesPage["nodes"][number];

export type FulfilledLinesPage = NonNullable<FulfilledLinesQuery["fulfillment"]>["fulfillmentLineItems"];

/** Units of one line that one fulfilment holds. */
export interface FulfilledUnits {
  readonly fulfillmentStatus: string;
  /** Global id of the line. */
  readonly lineGid: string;
  readonly quantity: number;
}

/** Everything a snapshot is made of, all pages read, all of the same moment. */
export interface OrderParts {
  readonly order: OrderNode;
  readonly lines: readonly LineNode[];
  readonly fulfilled: readonly FulfilledUnits[];
}

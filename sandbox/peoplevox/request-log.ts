/** One SOAP request, as it was answered. */
export interface RequestRecord {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly operation: string;
  /** Template or report; blank where the operation has none. */
  readonly template: string;
  /** How it ended: `0` or `-1` (the ResponseId), `fault`, `over-budget`, or the kind of injected fault. */
  readonly outcome: string;
}

export interface RequestLog {
  note(record: RequestRecord): void;
  /** Since the last reset. */
  records(): readonly RequestRecord[];
  counts(): RequestCounts;
  reset(): void;
}

export interface RequestCounts {
  /** Requests that reached an operation, by its name. */
  readonly byOperation: Readonly<Record<string, number>>;
  readonly total: number;
  readonly overBudget: number;
}

export function createRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  return {
    note: (record) => records.push(record),
    records: () => records,
    counts() {
      const served = records.filter(({ outcome }) => outcome !== "over-budget");
      const byOperation: Record<string, number> = {};
      for (const { operation } of served) byOperation[operation] = (byOperation[operation] ?? 0) + 1;
      return { byOperation, total: served.length, overBudget: records.length - served.length };
    },
    reset() {
      records = [];
    },
  };
}

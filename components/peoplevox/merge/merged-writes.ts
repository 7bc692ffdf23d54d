import lodash from "lodash";
import { IntegrationError } from "../../integration-error.ts";
import type { DataRow } from "../csv.ts";
import { PeoplevoxRowsRefusedError } from "../peoplevox-errors.ts";
import type { RefusedRow, RowInAnswer } from "../peoplevox-errors.ts";
import type { RowOutcome } from "../row-outcomes.ts";
import { TEMPLATES } from "../template-table.ts";
import type { TemplateKey } from "../template-table.ts";
import { rowReference } from "../wms-client.ts";
import type { PeoplevoxClient, SaveAction } from "../wms-client.ts";
import type { MergeOptions } from "./merged-reads.ts";
import { rowCount, sendCalls } from "./write-group.ts";
import type { WriteGroup } from "./write-group.ts";

/**
 * Writes rows; calls that wait at the same time share one SaveData. Rows of different columns go apart, so that no
 * cell is ever blank that was not meant to be.
 *
 * @throws {PeoplevoxRowsRefusedError} Some of the caller's rows were refused; names which, and which are stored
 * @throws {IntegrationError} The whole call failed; `effect` says whether it may have been applied
 */
export type SaveRows = (template: TemplateKey, action: SaveAction, rows: readonly DataRow[]) => Promise<void>;

/**
 * Groups fill up while they wait for the request budget. Writes to one record keep their order: a later write never
 * joins the group of an earlier one, and its own group is sent when the earlier one has been answered.
 */
export function createMergedWrites(
  client: Pick<PeoplevoxClient, "saveData">,
  { linger, rowsPerSave }: MergeOptions & { readonly rowsPerSave: number },
): SaveRows {
  const open = new Map<string, WriteGroup>();
  const lastWriter = new Map<string, WriteGroup>();
  let groups = 0;

  function startGroup(id: string, template: TemplateKey, action: SaveAction): WriteGroup {
    const group: WriteGroup = { number: (groups += 1), calls: [], after: new Set(), done: Promise.resolve() };
    const close = () => {
      if (open.get(id) === group) open.delete(id);
      return group.calls;
    };
    const run = async () => {
      await linger();
      await Promise.all([...group.after].map((earlier) => earlier.done));
      await sendCalls((rows) => client.saveData(template, action, rows), close);
      for (const key of group.calls.flatMap((call) => call.keys)) {
        if (lastWriter.get(key) === group) lastWriter.delete(key);
      }
      group.after.clear();
    };
    group.done = run();
    open.set(id, group);
    return group;
  }

  function mayJoin(group: WriteGroup, rows: readonly DataRow[], keys: readonly string[]): boolean {
    const isLater = keys.every((key) => (lastWriter.get(key)?.number ?? 0) < group.number);
    return isLater && rowCount(group.calls) + rows.length <= rowsPerSave;
  }

  /** Rows of one column set, at most `rowsPerSave`. */
  function write(template: TemplateKey, action: SaveAction, rows: readonly DataRow[]): Promise<readonly RowOutcome[]> {
    const keys = rows.map((row) => `${template}/${rowReference(template, row).toLowerCase()}`);
    const id = `${template}/${String(action)}/${columnSet(rows[0] ?? {})}`;
    const waiting = open.get(id);
    const group = waiting !== undefined && mayJoin(waiting, rows, keys) ? waiting : startGroup(id, template, action);
    for (const key of keys) {
      const earlier = lastWriter.get(key);
      if (earlier !== undefined && earlier !== group) group.after.add(earlier);
      lastWriter.set(key, group);
    }
    return new Promise((resolve, reject) => {
      group.calls.push({ rows, keys, resolve, reject });
    });
  }

  return async (template, action, rows) => {
    const numbered = rows.map((row, index) => ({ row, lineNo: index + 1, columns: columnSet(row) }));
    const parts = Object.values(lodash.groupBy(numbered, "columns")).flatMap((same) => lodash.chunk(same, rowsPerSave));
    const answers = await Promise.allSettled(
      parts.map((part) =>
        write(
          template,
          action,
          part.map(({ row }) => row),
        ),
      ),
    );
    const failures = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
    if (failures.length > 0 && failures.length === parts.length) throw failures[0];

    const outcomes = parts.flatMap((part, index) =>
      part.map(({ row, lineNo }, position) => ({
        lineNo,
        reference: rowReference(template, row),
        ...outcomeAt(answers[index], position),
      })),
    );
    refuseUnlessAllStored(TEMPLATES[template].name, outcomes);
  };
}

function columnSet(row: DataRow): string {
  return Object.keys(row).sort().join(",");
}

function outcomeAt(answer: PromiseSettledResult<readonly RowOutcome[]> | undefined, position: number): RowOutcome {
  if (answer?.status === "fulfilled") return answer.value[position] ?? { outcome: "unknown" };
  const error: unknown = answer?.reason;
  const isRefusal = error instanceof IntegrationError && error.effect !== "unknown";
  return isRefusal ? { outcome: "refused", detail: error.message } : { outcome: "unknown" };
}

function refuseUnlessAllStored(template: string, outcomes: readonly (RowInAnswer & RowOutcome)[]): void {
  if (outcomes.every(({ outcome }) => outcome === "stored")) return;
  const rows: Record<"stored" | "unknown", RowInAnswer[]> & { refused: RefusedRow[] } = {
    stored: [],
    refused: [],
    unknown: [],
  };
  for (const row of [...outcomes].sort((one, other) => one.lineNo - other.lineNo)) {
    const { lineNo, reference } = row;
    if (row.outcome === "refused") rows.refused.push({ lineNo, reference, detail: row.detail });
    else rows[row.outcome].push({ lineNo, reference });
  }
  throw new PeoplevoxRowsRefusedError({ template, ...rows });
}

import type { RowSource } from "../warehouse/order-writes.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Row, RowOutcome, Template } from "./templates/template.ts";

/** A row on its way in; `problem` says why it cannot be stored whatever the template thinks. */
export interface IncomingRow {
  readonly cells: Row;
  readonly problem: string | null;
}

/**
 * Saves or removes rows one by one: good rows are stored even if others fail. Then the warehouse allocates.
 */
export function saveRows(
  warehouse: Warehouse,
  template: Template,
  rows: readonly IncomingRow[],
  { action, by }: Pick<RowSource, "action" | "by">,
): RowOutcome[] {
  const source = { action, by, template: template.name };
  const outcomes = rows.map(({ cells, problem }) => {
    const outcome =
      problem === null ? store(template, cells, source) : { reference: keyOf(template, cells), error: problem };
    if (outcome.error !== null) template.noteRefusal?.(cells, source, outcome.error);
    return outcome;
  });
  warehouse.settle();
  return outcomes;
}

function store(template: Template, cells: Row, source: RowSource): RowOutcome {
  return source.action === 2 ? template.remove(cells, source) : template.save(cells, source);
}

function keyOf(template: Template, cells: Row): string {
  return template.keys.map((key) => cells[key] ?? "").join(" - ");
}

import type { ExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { ExceptionOwner, OpenException } from "../../../domain/exceptions/exception.ts";
import { exceptionLinks } from "../../../domain/exceptions/exception-links.ts";
import type { ExceptionLink } from "../../../domain/exceptions/exception-links.ts";
import type { StateName } from "../../../domain/exceptions/exception-state.ts";
import { byDeadline, minutesLeft } from "../../../domain/exceptions/pressing.ts";

export interface WorkListQuery {
  readonly states?: string | readonly string[];
  readonly owner?: string;
  readonly shop?: string;
  readonly order?: string;
  readonly limit?: number;
  readonly consoleUrl?: string;
}

/** An exception with what a work list shows beside it. */
export type WorkItem = OpenException & {
  /** Until acting stops being of use; negative when that has passed, `null` without a deadline. */
  readonly minutesLeft: number | null;
  readonly links: readonly ExceptionLink[];
};

const DEFAULT_LIMIT = 100;

/** Exceptions in the order of work. */
export async function workList(
  exceptions: ExceptionStore,
  query: WorkListQuery,
  nowMs: number,
): Promise<{ readonly exceptions: WorkItem[]; readonly summary: string }> {
  const states = [query.states ?? []].flat() as StateName[];
  const found = await exceptions.list({
    ...(states.length === 0 ? { status: "open" } : { states }),
    ...given("owner", query.owner as ExceptionOwner | undefined),
    ...given("shop", query.shop),
    ...given("order", query.order),
  });
  const sorted = found.sort(byDeadline).slice(0, query.limit ?? DEFAULT_LIMIT);
  const items = sorted.map((exception) => ({
    ...exception,
    minutesLeft: minutesLeft(exception, nowMs),
    links: exceptionLinks(exception, query.consoleUrl),
  }));
  return { exceptions: items, summary: inWords(found.length, items) };
}

/** An empty text means that nothing was asked for. */
function given<Name extends string, Value extends string>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined || value === ("" as Value) ? {} : ({ [name]: value } as Partial<Record<Name, Value>>);
}

function inWords(found: number, items: readonly WorkItem[]): string {
  const [first] = items;
  if (first === undefined) return "No exception fits.";
  const shown = items.length < found ? `, the first ${items.length} of them listed` : "";
  const due = first.minutesLeft === null ? "" : ` (${first.minutesLeft} minutes left)`;
  return `${found} ${found === 1 ? "exception" : "exceptions"}${shown}; first ${first.orderName}${due}`;
}

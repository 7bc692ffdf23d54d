import type { ActResult } from "../../../components/lastedit/exception-store.ts";
import type { OpenException } from "../../../domain/exceptions/exception.ts";

export interface NamedExceptions {
  /** Each once, in the order in which they were named. */
  readonly ids: readonly string[];
  /** Names that stand for no exception, each with the reason. */
  readonly unknown: readonly (ActResult & { readonly ok: false })[];
}

/** Does a person mean this exception: by its id, or by its order's or root order's name (`#` may be missing) or id? */
export function isMeantBy({ id, orderId, orderName, lineage }: OpenException, named: string): boolean {
  const plain = named.replace(/^#/, "");
  return id === named || orderId === named || [orderName, lineage].some((name) => name.replace(/^#/, "") === plain);
}

/**
 * The exceptions that a person names: one by its id, and all that are not closed by an order.
 *
 * @param all - Closed ones too: whoever names one by its id wants to hear that it is closed
 */
export function namedExceptions(named: readonly string[], all: readonly OpenException[]): NamedExceptions {
  const ids = new Set<string>();
  const unknown: (ActResult & { readonly ok: false })[] = [];
  for (const name of named) {
    const because = find(name, all, ids);
    if (because !== null) unknown.push({ id: name, ok: false, because: `${because} Nothing was changed.` });
  }
  return { ids: [...ids], unknown };
}

function find(name: string, all: readonly OpenException[], ids: Set<string>): string | null {
  if (all.some(({ id }) => id === name)) {
    ids.add(name);
    return null;
  }
  const meant = all.filter((exception) => exception.status === "open" && isMeantBy(exception, name));
  const shops = new Set(meant.map(({ shop }) => shop));
  if (shops.size > 1)
    return `Orders of ${[...shops].join(" and ")} have that name; expected the ids of the exceptions.`;
  for (const { id } of meant) ids.add(id);
  return meant.length > 0
    ? null
    : "Expected the id of an exception, or the name or id of an order that has an open one; lastedit exceptions lists them.";
}

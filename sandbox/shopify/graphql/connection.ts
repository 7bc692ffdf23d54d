import { GraphQLError } from "graphql";

export interface ConnectionArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

const LARGEST_PAGE = 250;

/** Where an item stands: by value, then by id. Cursors carry both, so that a moved item does not upset a page. */
interface Position {
  last_id: number;
  last_value: number | string;
}

/**
 * One page of a list, as Shopify's connections give it.
 *
 * @param positionOf - Sort value of an item and its id. Default: the id alone.
 * @throws {GraphQLError} Without `first` and `last`, above 250, or with an unreadable cursor
 */
export function connection<T extends { id: number }>(
  items: readonly T[],
  args: ConnectionArgs,
  toView: (item: T) => object,
  valueOf: (item: T) => number | string = ({ id }) => id,
) {
  const { first, last, after, before, reverse } = args;
  const size = first ?? last;
  if (size === undefined || size === null) throw badRequest("you must provide one of first or last");
  if (size < 0 || size > LARGEST_PAGE)
    throw badRequest(
      `${first === undefined || first === null ? "last" : "first"} must be between 0 and ${LARGEST_PAGE}`,
    );
  const positionOf = (item: T): Position => ({ last_id: item.id, last_value: valueOf(item) });
  const direction = reverse === true ? -1 : 1;
  const sorted = items
    .map((item) => ({ item, position: positionOf(item) }))
    .sort((a, b) => direction * comparePositions(a.position, b.position));
  const isAfter = (position: Position, cursor: Position) => direction * comparePositions(position, cursor) > 0;
  const [afterCursor, beforeCursor] = [readCursor(after), readCursor(before)];
  const within = sorted.filter(
    ({ position }) =>
      (afterCursor === null || isAfter(position, afterCursor)) &&
      (beforeCursor === null || isAfter(beforeCursor, position)),
  );
  const fromStart = first !== undefined && first !== null;
  const page = fromStart ? within.slice(0, size) : within.slice(Math.max(0, within.length - size));
  const rows = page.map(({ item, position }) => ({ node: toView(item), cursor: writeCursor(position) }));
  return {
    edges: rows,
    nodes: rows.map(({ node }) => node),
    pageInfo: {
      hasNextPage: fromStart ? within.length > size : beforeCursor !== null,
      hasPreviousPage: fromStart ? afterCursor !== null : within.length > size,
      startCursor: rows[0]?.cursor ?? null,
      endCursor: rows.at(-1)?.cursor ?? null,
    },
  };
}

function comparePositions(a: Position, b: Position): number {
  if (a.last_value !== b.last_value) return a.last_value < b.last_value ? -1 : 1;
  return a.last_id - b.last_id;
}

const writeCursor = (position: Position): string => Buffer.from(JSON.stringify(position)).toString("base64");

function readCursor(cursor: string | null | undefined): Position | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64").toString("utf8"));
    if (typeof read === "object" && read !== null && "last_id" in read && "last_value" in read) return read as Position;
  } catch {
    // Falls through: unreadable is as good as malformed.
  }
  throw badRequest(`Invalid cursor for current pagination sort.`);
}

const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });

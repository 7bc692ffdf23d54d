import type { Parameters } from "../soap/request.ts";

/** A larger page is cut down to this. */
const LARGEST_PAGE = 1000;

/** The rows of the page a request asks for: PageNo starts at 1, ItemsPerPage 0 means all. */
export function pageOf<T>(rows: readonly T[], request: Parameters): readonly T[] {
  const pageNo = Math.max(1, request.whole("PageNo"));
  const asked = request.whole("ItemsPerPage");
  if (asked <= 0) return rows;
  const size = Math.min(asked, LARGEST_PAGE);
  return rows.slice((pageNo - 1) * size, pageNo * size);
}

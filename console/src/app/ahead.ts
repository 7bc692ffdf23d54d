import type { Answer, Given, PathOf } from "../api/client.ts";
import { answerQuery, pagesQuery } from "../api/queries.ts";
import type { ListPath, QueryOf } from "../api/queries.ts";
import { queryClient } from "../api/query-client.ts";

/**
 * For a route's `loader`: asks for what its page shows first while the page's code is on its way. Nothing waits for it.
 * What goes wrong is shown by the page, which asks for the same.
 */
export const ahead = {
  /** @param next - Given the answer: what it names can be asked for before the page has been drawn */
  answer<Path extends PathOf<"GET">>(
    path: Path,
    given?: Given<"GET", Path>,
    next?: (answer: Answer<"GET", Path>) => void,
  ): void {
    queryClient.query(answerQuery(path, given)).then(next, () => undefined);
  },
  pages<Path extends ListPath>(path: Path, filters: QueryOf<Path>): void {
    queryClient.infiniteQuery(pagesQuery(path, filters)).catch(() => undefined);
  },
};

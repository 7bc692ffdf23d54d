import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ApiContext } from "../api-context.ts";
import { notFound } from "../api-error.ts";
import type { MANUAL } from "../contract/manual.ts";
import type { Handlers } from "../handlers.ts";

/** In reading order. `docs/` holds more, for those who build. */
const PAGES = [
  "operations-manual",
  "exceptions",
  "order-edit-decisions",
  "what-syncs-when",
  "recreated-orders",
  "recreated-order-swap",
  "returns-decisions",
  "sync-gaps",
  "order-release-decisions",
  "console-access",
  "running-it",
] as const;

export function manualRoutes({ places }: ApiContext): Handlers<typeof MANUAL> {
  const read = (page: string): Promise<string | null> =>
    readFile(path.join(places.root, "docs", `${page}.md`), "utf8").catch(() => null);
  return {
    async list() {
      const pages = await Promise.all(PAGES.map(async (page) => ({ page, markdown: await read(page) })));
      return {
        items: pages.flatMap(({ page, markdown }) =>
          markdown === null ? [] : [{ page, title: titleOf(markdown, page), sections: sectionsOf(markdown) }],
        ),
      };
    },
    async get({ params: { page } }) {
      const markdown = PAGES.some((known) => known === page) ? await read(page) : null;
      if (markdown === null) throw notFound(`page "${page}" in the manual`);
      return { page, title: titleOf(markdown, page), markdown };
    },
  };
}

function titleOf(markdown: string, page: string): string {
  return /^# (.+)$/m.exec(markdown)?.[1] ?? page;
}

/** Anchors as GitHub makes them, which is what links inside the pages use. */
function sectionsOf(markdown: string): { readonly title: string; readonly anchor: string }[] {
  return [...markdown.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => ({
    title,
    anchor: title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  }));
}

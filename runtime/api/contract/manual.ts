import { z } from "zod";
import type { RouteTable } from "./route-table.ts";

export const MANUAL = {
  list: {
    method: "GET",
    path: "/manual",
    role: "operator",
    summary: "Pages of the operations manual, in reading order.",
    response: z.object({
      items: z.array(
        z.object({
          page: z.string(),
          title: z.string(),
          /** Headings of the second level. */
          sections: z.array(z.object({ title: z.string(), anchor: z.string() })),
        }),
      ),
    }),
  },
  get: {
    method: "GET",
    path: "/manual/:page",
    role: "operator",
    summary: "One page as Markdown.",
    params: z.object({ page: z.string().regex(/^[a-z0-9-]+$/) }),
    response: z.object({ page: z.string(), title: z.string(), markdown: z.string() }),
  },
} as const satisfies RouteTable;

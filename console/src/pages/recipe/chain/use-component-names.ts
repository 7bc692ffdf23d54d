import { useQuery } from "@tanstack/react-query";
import type { componentItem } from "../../../../../runtime/api/contract/editing.ts";
import type { z } from "zod";
import { answerQuery } from "../../../api/queries.ts";
import { keyOf } from "../document/recipe-shape.ts";
import { ALL_COMPONENTS } from "../views.ts";

export type ComponentItem = z.output<typeof componentItem>;

/** Finds a component of the catalogue by what a step uses; undefined while it is not known. */
export function useComponents(): (uses: string) => ComponentItem | undefined {
  const { data } = useQuery(answerQuery("/components", ALL_COMPONENTS));
  return (uses) => data?.items.find(({ key }) => key === keyOf(uses));
}

/** What a step does, in words: the component's name, or what else is known. */
export function nameOf(component: ComponentItem | undefined, uses: string): string {
  if (uses === "code") return "Code of your own";
  return component?.name ?? (uses === "" ? "Nothing chosen yet" : keyOf(uses));
}

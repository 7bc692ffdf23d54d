import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Answer } from "../../../api/client.ts";
import { api } from "../../../api/api.ts";
import { useEditor } from "../document/editor.tsx";

const ASK_AFTER_MS = 120;

interface Asked {
  readonly text: string;
  readonly cursor: number;
  readonly step?: string;
}

/** What may stand at the cursor; undefined while it is not known. */
export function useCompletion(asked: Asked | null): Answer<"POST", "/expressions/complete"> | undefined {
  const { recipe, against } = useEditor();
  const [settled] = useDebouncedValue(JSON.stringify(asked), ASK_AFTER_MS);
  const body = JSON.parse(settled) as Asked | null;
  const { data } = useQuery({
    queryKey: ["/expressions/complete", recipe.name, recipe.hash, against, settled],
    queryFn: () =>
      api.post("/expressions/complete", {
        body: { text: "", cursor: 0, ...body, recipe: recipe.name, ...(against === null ? {} : { against }) },
      }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
  });
  return JSON.stringify(asked) === settled ? data : undefined;
}

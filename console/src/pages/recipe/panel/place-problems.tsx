import { Alert } from "@mantine/core";
import type { RecipeDocument } from "../../../../../runtime/api/contract/recipe-parts.ts";

/** What is wrong with what is selected. */
export function PlaceProblems({ problems }: { readonly problems: RecipeDocument["found"] }) {
  if (problems.length === 0) return null;
  return (
    <Alert color="brick" p="sm">
      {problems.map(({ path, problem }) => (
        <div key={`${path} ${problem}`}>
          {path.split(".").slice(1).join(".") || path}: {problem}
        </div>
      ))}
    </Alert>
  );
}

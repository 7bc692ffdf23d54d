import { createContext, useContext } from "react";
import type { against } from "../../../../../runtime/api/contract/editing.ts";
import type { RecipeDocument } from "../../../../../runtime/api/contract/recipe-parts.ts";
import type { z } from "zod";
import type { Place, RecipeShape } from "./recipe-shape.ts";
import type { Saving } from "./use-saving.ts";

/** What expressions and dry runs are read against. */
export type Against = z.output<typeof against>;

/** What all parts of the editor share. */
export interface Editor extends Saving {
  readonly recipe: RecipeDocument;
  /** null when the text is not YAML with fields. */
  readonly shape: RecipeShape | null;
  readonly mayEdit: boolean;
  readonly selected: Place | null;
  readonly select: (place: Place | null) => void;
  readonly against: Against | null;
  readonly setAgainst: (against: Against | null) => void;
}

const EditorContext = createContext<Editor | null>(null);

export const EditorProvider = EditorContext.Provider;

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("useEditor() was used outside the recipe editor.");
  return editor;
}

import { z } from "zod";
import { done, numberCursor, pageOf } from "./common.ts";
import {
  deletedRecipe,
  recipeDocument,
  recipeItem,
  recipeName,
  recipeOperation,
  recipeVersion,
  yamlText,
} from "./recipe-parts.ts";
import type { RouteTable } from "./route-table.ts";

const params = z.object({ name: recipeName });
const note = z.string().trim().max(1_000);
/** The hash of the text that the change was made on. */
const base = z.string().max(64).exactOptional().describe("Hash that was shown; a change since then is refused.");

export const RECIPES = {
  list: {
    method: "GET",
    path: "/recipes",
    role: "operator",
    summary: "All recipes with their state and last runs.",
    response: pageOf(recipeItem),
  },
  deleted: {
    method: "GET",
    path: "/deleted-recipes",
    role: "operator",
    summary: "Recipes that were deleted and can be had back: roll back to one of their versions.",
    response: pageOf(deletedRecipe),
  },
  get: {
    method: "GET",
    path: "/recipes/:name",
    role: "operator",
    summary: "A recipe's document: text, content, problems with their places, versions.",
    params,
    response: recipeDocument,
  },
  create: {
    method: "POST",
    path: "/recipes",
    role: "editor",
    summary: "A new recipe as a draft: empty, from a shipped one under a new name, or from a text.",
    body: z.strictObject({
      name: recipeName,
      title: z.string().trim().min(1).max(200).exactOptional(),
      from: z
        .discriminatedUnion("what", [
          z.strictObject({ what: z.literal("empty") }),
          z.strictObject({ what: z.literal("recipe"), recipe: recipeName }),
          z.strictObject({ what: z.literal("yaml"), yaml: yamlText }),
        ])
        .default({ what: "empty" }),
    }),
    response: recipeDocument,
  },
  saveDraft: {
    method: "PUT",
    path: "/recipes/:name/draft",
    role: "editor",
    summary: "Replace the draft's text, or apply operations to it. A text that is wrong is kept, with its problems.",
    params,
    body: z.union([
      z.strictObject({ yaml: yamlText, base }),
      z.strictObject({ operations: z.array(recipeOperation).min(1).max(100), base }),
    ]),
    response: recipeDocument,
  },
  discardDraft: {
    method: "DELETE",
    path: "/recipes/:name/draft",
    role: "editor",
    summary: "Throw the draft away. A recipe that was never published is gone then.",
    params,
    response: done,
  },
  publish: {
    method: "POST",
    path: "/recipes/:name/publish",
    role: "editor",
    summary: "Put the draft into force for new events. Refused while something is wrong with it.",
    params,
    body: z.strictObject({ note: note.default(""), base }),
    response: recipeDocument,
  },
  rollBack: {
    method: "POST",
    path: "/recipes/:name/roll-back",
    role: "editor",
    summary: "Publish an earlier version again, also of a recipe that was deleted. A draft stays.",
    params,
    body: z.strictObject({ version: z.int().min(1), note: note.default("") }),
    response: recipeDocument,
  },
  versions: {
    method: "GET",
    path: "/recipes/:name/versions",
    role: "operator",
    summary: "Published versions, newest first, also of a recipe that was deleted.",
    params,
    query: z.object({
      before: numberCursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: pageOf(recipeVersion),
  },
  diff: {
    method: "GET",
    path: "/recipes/:name/diff",
    role: "operator",
    summary: "What differs between two versions, line by line and in words.",
    params,
    query: z.object({
      from: z.string().max(20).describe("A version's number, `published`, `draft`, or `shipped`."),
      to: z.string().max(20).describe("As `from`."),
    }),
    response: z.object({
      from: z.string(),
      to: z.string(),
      /** `- ` only in from, `+ ` only in to, `  ` both, `@@ line n @@` a heading. */
      lines: z.array(z.string()),
      /** What changed, one sentence each: "Step plan: importWaitMinutes 60 → 30". */
      changes: z.array(z.string()),
    }),
  },
  enable: {
    method: "POST",
    path: "/recipes/:name/enable",
    role: "editor",
    summary: "Switch the recipe on. Answers when its sources listen, at the latest after ten seconds.",
    params,
    response: recipeItem,
  },
  disable: {
    method: "POST",
    path: "/recipes/:name/disable",
    role: "editor",
    summary: "Switch the recipe off. Runs that have begun go on.",
    params,
    response: recipeItem,
  },
  delete: {
    method: "POST",
    path: "/recipes/:name/delete",
    role: "editor",
    summary: "Delete a recipe of your own, or go back to the shipped one. Its versions stay and can be rolled back to.",
    params,
    response: z.object({ nowRuns: z.enum(["shipped", "nothing"]) }),
  },
  import: {
    method: "POST",
    path: "/recipes/import",
    role: "editor",
    summary: "Take a recipe's text in as a draft under the name it has in it.",
    body: z.strictObject({ yaml: yamlText, replaceDraft: z.boolean().default(false) }),
    response: recipeDocument,
  },
  export: {
    method: "GET",
    path: "/recipes/:name/export",
    role: "operator",
    summary: "The recipe's text as a file.",
    params,
    query: z.object({ version: z.string().max(20).default("published").describe("As `from` of diff.") }),
    answers: "text/yaml",
    response: z.string(),
  },
} as const satisfies RouteTable;

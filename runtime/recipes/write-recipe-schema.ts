// Writes recipes/recipe.schema.json from the schema in code: node runtime/recipes/write-recipe-schema.ts
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { recipeJsonSchema } from "./recipe.ts";

export const RECIPE_SCHEMA_FILE = fileURLToPath(new URL("../../recipes/recipe.schema.json", import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(RECIPE_SCHEMA_FILE, `${JSON.stringify(recipeJsonSchema(), null, 2)}\n`);
}

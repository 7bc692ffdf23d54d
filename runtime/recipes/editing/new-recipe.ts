import { parseDocument, stringify } from "yaml";

/** The text of a recipe that has nothing in it yet: it cannot run before it has a trigger and a step. */
export function emptyRecipe(name: string, title: string): string {
  const head = stringify({ recipe: name, title });
  return `# yaml-language-server: $schema=../recipe.schema.json\n${head}\ntriggers: []\n\nsteps: []\n`;
}

/** The text under another name and title; comments stay. `null` when it is not YAML with fields. */
export function renamedRecipe(text: string, name: string, title: string | undefined): string | null {
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  document.set("recipe", name);
  if (title !== undefined) document.set("title", title);
  return document.toString({ lineWidth: 120 });
}

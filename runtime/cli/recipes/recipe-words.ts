import type { Recipe, RecipeStep } from "../../recipes/index.ts";
import { VERSION_STATES } from "../../recipes/versions/index.ts";
import { table } from "../story/words.ts";
import type { RecipeView } from "./recipe-view.ts";

/** One line per recipe, and below what speaks against some of them. */
export function recipeTable(views: readonly RecipeView[]): string {
  if (views.length === 0) return "There is no recipe.";
  const rows = views.map(({ name, off, runsNow, version, title }) => [
    name,
    stateInWords({ off, runsNow }),
    VERSION_STATES[version],
    title,
  ]);
  const off = views.flatMap((view) => (view.off === null ? [] : [`  ${view.name}: ${view.off}${remedy(view)}`]));
  const behind = views.flatMap(({ name, version }) =>
    version === "outdated" ? [`  lastedit recipe diff ${name}, then: lastedit recipe merge ${name}`] : [],
  );
  return [
    table([["recipe", "state", "version", "title"], ...rows]),
    ...(off.length === 0 ? [] : ["", "Off:", ...off]),
    ...(behind.length === 0 ? [] : ["", "A newer one is shipped:", ...behind]),
  ].join("\n");
}

function stateInWords({ off, runsNow }: Pick<RecipeView, "off" | "runsNow">): string {
  const next = off === null ? "on" : "off";
  return runsNow === null || runsNow === (off === null) ? next : `${next} once it has followed`;
}

/** The command that goes further, where one does. */
function remedy({ name, off, recipe }: RecipeView): string {
  if (recipe === null) return ` See why: lastedit recipe validate ${name}`;
  return off?.startsWith("It needs") === true ? "" : ` Switch it on with: lastedit recipe enable ${name}`;
}

/** All about one recipe. @param nameOf - Says what a component is, by its key */
export function recipeStory(view: RecipeView, nameOf: (uses: string) => string): string {
  const { name, title, version, file, off, runsNow, backups, recipe } = view;
  const state = off === null ? "It is on." : `${off}${remedy(view)}`;
  return [
    title === "" ? name : `${name}: ${title}`,
    `  ${state}${runsNow === (off !== null) ? " This counts within seconds." : ""}`,
    `  version: ${VERSION_STATES[version]}, ${file}`,
    ...(backups.length === 0 ? [] : [`  backups: ${backups.join(", ")}`]),
    ...(recipe === null ? [] : stepsInWords(recipe, nameOf)),
  ].join("\n");
}

function stepsInWords(
  { description, triggers, connections, steps }: Recipe,
  nameOf: (uses: string) => string,
): string[] {
  return [
    ...(description === undefined ? [] : ["", `  ${description.trim()}`, ""]),
    `  needs connections: ${Object.values(connections).join(", ") || "none"}`,
    ...triggers.map(({ uses }) => `  starts with  ${uses}  (${nameOf(uses)})`),
    ...steps.map((step) => `  ${step.namespace.padEnd(12)} ${step.uses}  (${nameOf(step.uses)}${condition(step)})`),
  ];
}

function condition({ if: when, disabled }: RecipeStep): string {
  return `${when === undefined ? "" : `, if ${when}`}${disabled ? ", disabled" : ""}`;
}

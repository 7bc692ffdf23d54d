import type { PeoplevoxProfile } from "./profile.ts";
import type { Column } from "./templates/column.ts";
import type { Template } from "./templates/template.ts";

/** A template as this tenant configured it: which columns, under which names. */
export interface ConfiguredTemplate {
  readonly template: Template;
  /** In the order of the export. */
  readonly columns: readonly { readonly column: Column; readonly header: string }[];
}

/** Templates by name in lower case: names are taken whatever their case. */
export type ConfiguredTemplates = ReadonlyMap<string, ConfiguredTemplate>;

/**
 * @throws {Error} when the profile names a template or a column that does not exist
 */
export function configureTemplates(templates: readonly Template[], profile: PeoplevoxProfile): ConfiguredTemplates {
  checkNames(templates, profile);
  const leftOut = new Set(profile.unconfiguredTemplates.map((name) => name.toLowerCase()));
  const used = templates.filter(({ name }) => !leftOut.has(name.toLowerCase()));
  return new Map(used.map((template) => [template.name.toLowerCase(), configure(template, profile)]));
}

function configure(template: Template, profile: PeoplevoxProfile): ConfiguredTemplate {
  const renamed = profile.renamedColumns[template.name] ?? {};
  const leftOut = new Set(profile.unconfiguredColumns[template.name]);
  if (template.name === "Sales order items" && !profile.usesLine) leftOut.add("Line");
  const columns = template.columns
    .filter(({ name }) => !leftOut.has(name))
    .map((column) => ({ column, header: renamed[column.name] ?? column.name }));
  return { template, columns };
}

function checkNames(templates: readonly Template[], profile: PeoplevoxProfile): void {
  const columnsOf = new Map(
    templates.map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))]),
  );
  const check = (field: string, templateName: string, columnNames: readonly string[]): void => {
    const columns = columnsOf.get(templateName);
    if (columns === undefined) {
      const known = templates.map(({ name }) => name).join(", ");
      throw new Error(`Sandbox profile, ${field}: there is no template '${templateName}'; expected one of ${known}.`);
    }
    const unknown = columnNames.find((name) => !columns.has(name));
    if (unknown === undefined) return;
    throw new Error(`Sandbox profile, ${field}: template '${templateName}' has no column '${unknown}'.`);
  };
  for (const [name, columns] of Object.entries(profile.renamedColumns))
    check("renamedColumns", name, Object.keys(columns));
  for (const [name, columns] of Object.entries(profile.unconfiguredColumns))
    check("unconfiguredColumns", name, columns);
  for (const name of profile.unconfiguredTemplates) check("unconfiguredTemplates", name, []);
}

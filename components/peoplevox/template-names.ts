import type { ConnectionProfile } from "./tenant-profile/connection-profile.ts";
import { TEMPLATES } from "./template-table.ts";
import type { Template, TemplateKey } from "./template-table.ts";

/** The tenant's names for a template and its columns, both ways. */
export interface TemplateNames {
  readonly template: string;
  toHeader(column: string): string;
  /** A header nobody named stays as it is. */
  toColumn(header: string): string;
}

/** Headers are compared without regard to upper and lower case; a tenant's own name wins over a documented one. */
export function templateNames(
  key: TemplateKey,
  profile: Pick<ConnectionProfile, "templates" | "columns">,
): TemplateNames {
  const { name, columns }: Template = TEMPLATES[key];
  const renamed = new Map(Object.entries(profile.columns[key] ?? {}));
  const byHeader = new Map(
    [...columns.filter((column) => !renamed.has(column)).map((column) => [column, column] as const), ...renamed].map(
      ([column, header]) => [header.toLowerCase(), column],
    ),
  );
  return {
    template: profile.templates[key] ?? name,
    toHeader: (column) => renamed.get(column) ?? column,
    toColumn: (header) => byHeader.get(header.toLowerCase()) ?? header,
  };
}

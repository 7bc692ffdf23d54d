/** Name of the field in which a connection of type `app` keeps its account: no prop of a component has such a name. */
export function appField(slug: string): string {
  return `app:${slug}`;
}

export function isAppField(field: string): boolean {
  return slugOfApp(field) !== null;
}

/** @returns `null` when it is another field */
export function slugOfApp(field: string): string | null {
  return field.startsWith("app:") ? field.slice("app:".length) : null;
}

export type Profile = Readonly<Record<string, unknown>>;

/** What stands at a place such as `itemCode.table`; undefined where nothing does. */
export function valueAt(profile: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isFields(value) ? value[key] : undefined), profile);
}

/** The profile with another value at a place; undefined takes it away, so that the default holds. */
export function withValueAt(profile: Profile, path: string, value: unknown): Profile {
  const [key = "", ...rest] = path.split(".");
  const inner = profile[key];
  const next = rest.length === 0 ? value : withValueAt(isFields(inner) ? inner : {}, rest.join("."), value);
  const others = Object.fromEntries(Object.entries(profile).filter(([each]) => each !== key));
  return next === undefined || (isFields(next) && Object.keys(next).length === 0) ? others : { ...others, [key]: next };
}

export function isFields(value: unknown): value is Profile {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

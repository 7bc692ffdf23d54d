import { isFields } from "../../words/fields-of.ts";

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

/** Names that a column may have, by the profile's JSON Schema; without those that LastEdit decides itself. */
export function columnsIn(schema: unknown, path: string): readonly string[] {
  const place = path
    .split(".")
    .map((part) => `properties.${part}`)
    .join(".");
  const names = valueAt(schema, `${place}.items.properties.field.enum`);
  return Array.isArray(names) ? (names as string[]).filter((name) => !DECIDED.includes(name)) : [];
}

/** The profile refuses these; see `RULED_COLUMNS` there. */
const DECIDED = ["SalesOrderNumber", "CustomerPurchaseOrderReferenceNumber", "Status", "OnHold", "StopShip"];

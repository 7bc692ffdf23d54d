import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import type { Config } from "../../connections/config-schema.ts";
import type { Places } from "../../cli/installation/places.ts";
import type { Queryable } from "../../store/database.ts";
import { readSettings } from "../../store/settings.ts";
import { settingsValues } from "../contract/settings.ts";
import type { Settings } from "../contract/settings.ts";

type Values = Settings["values"];
type Field = keyof Values;

/** Where the configuration file says each. */
const IN_FILE: Readonly<Record<Field, readonly [string, string]>> = {
  name: ["console", "name"],
  timeZone: ["console", "timeZone"],
  keepDays: ["history", "keepDays"],
  maskAfterDays: ["history", "maskAfterDays"],
  keepExceptionsDays: ["history", "keepExceptionsDays"],
  maskPersonalData: ["history", "maskPersonalData"],
};

const FIELDS = Object.keys(IN_FILE) as Field[];

export interface SettingsSources {
  readonly store: { readonly database: Queryable };
  readonly places: Places;
  readonly installation: { readonly config: Config };
}

/** What counts now: the configuration file first, then what a person has set, then the defaults. */
export async function readSettingsInForce({ store, places, installation }: SettingsSources): Promise<Settings> {
  const fixed = await fieldsOfFile(places.configFile);
  const stored = (await readSettings(store.database)).filter(({ field }) => !fixed.includes(field as Field));
  const partial = settingsValues
    .partial()
    .safeParse(Object.fromEntries(stored.map(({ field, value }) => [field, value])));
  const last = stored.toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime())[0];
  return {
    values: { ...defaultsOf(installation.config), ...definedOnly(partial.data ?? {}) },
    fixed,
    changedAt: last?.changedAt.toISOString() ?? null,
    changedBy: last?.changedBy ?? null,
  };
}

/** Lays what people have set over the history's rules; housekeeping reads them anew each time. */
export function applyToHistory(history: Config["history"], values: Values): void {
  const { keepDays, maskAfterDays, keepExceptionsDays, maskPersonalData } = values;
  Object.assign(history, { keepDays, maskAfterDays, keepExceptionsDays, maskPersonalData });
}

function defaultsOf({ history, console: wanted }: Config): Values {
  const { keepDays, maskAfterDays, keepExceptionsDays, maskPersonalData } = history;
  return {
    name: wanted.name ?? "LastEdit",
    timeZone: wanted.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    keepDays,
    maskAfterDays,
    keepExceptionsDays,
    maskPersonalData,
  };
}

const sections = z.record(z.string(), z.unknown()).catch({});

async function fieldsOfFile(file: string): Promise<Field[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  const data = sections.parse(parse(text));
  return FIELDS.filter((field) => {
    const [section, name] = IN_FILE[field];
    return Object.hasOwn(sections.parse(data[section]), name);
  });
}

function definedOnly(values: Partial<{ readonly [Name in Field]: Values[Name] | undefined }>): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

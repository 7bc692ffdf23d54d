import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import type { z } from "zod";
import { configSchema } from "./config-schema.ts";
import type { Config } from "./config-schema.ts";

/** The configuration file cannot be used. Nothing was started. */
export class ConfigError extends Error {
  readonly code = "config-invalid";
}

/**
 * Reads the configuration file.
 *
 * @param env - Values for `${NAME}`
 * @returns Everything at its default when there is no such file
 * @throws {ConfigError} Naming file, place, value and what was expected
 */
export async function readConfig(file: string, env: Readonly<Record<string, string | undefined>>): Promise<Config> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return configSchema.parse({});
    throw error;
  }
  return parseConfig(text, file, env);
}

/** As `readConfig`, on a text. */
export function parseConfig(text: string, file: string, env: Readonly<Record<string, string | undefined>>): Config {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    throw new ConfigError(`${file} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = configSchema.safeParse(filled(data ?? {}, file, "", env));
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map((issue) => `${file}: ${inWords(issue)}`).join("\n"));
}

function filled(
  value: unknown,
  file: string,
  place: string,
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  if (typeof value === "string") {
    return value.replaceAll(/\$\{(\w+)\}/g, (_whole, name: string) => {
      const found = env[name];
      if (found !== undefined && found !== "") return found;
      throw new ConfigError(`${file}: ${place} needs the environment variable ${name}, which is not set.`);
    });
  }
  if (Array.isArray(value)) return value.map((item, index) => filled(item, file, `${place}[${index}]`, env));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, filled(item, file, place === "" ? key : `${place}.${key}`, env)]),
  );
}

function inWords(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? "the file" : issue.path.join(".");
  return `${place}: ${issue.message}.`;
}

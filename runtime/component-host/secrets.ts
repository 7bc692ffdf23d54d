import { configuredValues } from "./prop-values.ts";
import { resolveProps } from "./resolve-prop.ts";
import type { ResolvedProp } from "./resolve-prop.ts";
import { componentName } from "./invoke.ts";
import { isRecord } from "./json.ts";
import type { Component } from "./types.ts";

const MASK = "••••";

/** Shorter values (a one-digit password) would mask half of every text; they are masked only where they stand alone. */
const SHORTEST_MASKED_INSIDE_TEXT = 5;

/**
 * The configured values that must never be shown: props marked `secret`, and every field of a connected account.
 *
 * @returns Distinct strings, longest first, so that one that contains another is masked whole; `[]` when there are none
 */
export function secretValues(component: Component, props: Readonly<Record<string, unknown>>): string[] {
  return secretsOf(resolveProps(component.props ?? {}, componentName(component)), props);
}

export function secretsOf(props: readonly ResolvedProp[], values: Readonly<Record<string, unknown>>): string[] {
  const configured = configuredValues(props, values);
  const found = new Set<string>();
  for (const prop of props) {
    if (prop.definition["secret"] === true || prop.type === "app") collectTexts(configured[prop.name], found);
  }
  return [...found].sort((a, b) => b.length - a.length);
}

/**
 * The values of props marked `secret` alone, as a step was given them: its expressions are evaluated.
 *
 * @returns `[]` when there are none
 */
export function secretTexts(component: Component, props: Readonly<Record<string, unknown>>): string[] {
  const found = new Set<string>();
  for (const prop of resolveProps(component.props ?? {}, componentName(component))) {
    if (prop.definition["secret"] === true) collectTexts(props[prop.name], found);
  }
  return [...found];
}

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === "string" && value !== "") into.add(value);
  else if (Array.isArray(value)) for (const item of value) collectTexts(item, into);
  else if (isRecord(value)) for (const item of Object.values(value)) collectTexts(item, into);
}

/** The text with every secret replaced, also where it stands base64 or URL encoded, or escaped inside JSON. */
export function maskText(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) {
    if (masked === secret) return MASK;
    if (secret.length < SHORTEST_MASKED_INSIDE_TEXT) continue;
    for (const form of formsOf(secret)) masked = masked.replaceAll(form, MASK);
  }
  return masked;
}

/** Longest first: a form that contains another one is masked whole. */
function formsOf(secret: string): string[] {
  const forms = [secret, base64(secret), urlEncoded(secret), JSON.stringify(secret).slice(1, -1)];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** A copy of a JSON value with every secret in its texts and keys replaced. */
export function maskSecrets(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") return maskText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => maskSecrets(item, secrets));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [maskText(key, secrets), maskSecrets(item, secrets)]),
  );
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function urlEncoded(text: string): string {
  // A lone surrogate cannot be encoded; then there is no encoded form to look for.
  return text.isWellFormed() ? encodeURIComponent(text) : text;
}

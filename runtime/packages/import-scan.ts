import { parse } from "acorn";
import type { Program } from "acorn";

/** An import that could not be read, since the file is no JavaScript. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}

/**
 * Every specifier that a file imports or requires by a fixed text, in the order of the file.
 *
 * @throws {UnreadableFileError} When it is neither an ES module nor a CommonJS one
 * @example
 * importedSpecifiers('import got from "got@13.0.0"; const fs = require("fs");'); // ["got@13.0.0", "fs"]
 */
export function importedSpecifiers(source: string): string[] {
  const found: string[] = [];
  visit(parseEither(source), (node) => {
    const specifier = specifierOf(node);
    if (specifier !== null && !found.includes(specifier)) found.push(specifier);
  });
  return found;
}

function parseEither(source: string): Program {
  const options = { ecmaVersion: "latest", allowHashBang: true, allowReturnOutsideFunction: true } as const;
  try {
    return parse(source, { ...options, sourceType: "module" });
  } catch (error) {
    try {
      return parse(source, { ...options, sourceType: "script" });
    } catch {
      throw new UnreadableFileError(error instanceof Error ? error.message : String(error));
    }
  }
}

type Fields = Readonly<Record<string, unknown>>;

function specifierOf(node: Fields): string | null {
  switch (node["type"]) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
      return textOf(node["source"]);
    case "CallExpression": {
      const { callee, arguments: given } = node;
      const required = isFields(callee) && callee["type"] === "Identifier" && callee["name"] === "require";
      return required && Array.isArray(given) ? textOf(given[0]) : null;
    }
    default:
      return null;
  }
}

function textOf(node: unknown): string | null {
  return isFields(node) && node["type"] === "Literal" && typeof node["value"] === "string" ? node["value"] : null;
}

function visit(node: unknown, each: (node: Fields) => void): void {
  if (Array.isArray(node)) for (const item of node) visit(item, each);
  if (!isFields(node)) return;
  each(node);
  for (const child of Object.values(node)) if (typeof child === "object") visit(child, each);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

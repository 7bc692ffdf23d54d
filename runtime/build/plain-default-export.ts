import { parse } from "acorn";
import type { AnyNode, Program, VariableDeclaration } from "acorn";

/**
 * Gives a bundle `export default { … }` as its last word. The bundler writes `var x = { … }; export { x as default }`,
 * which Pipedream's lint rules and its readers do not recognise as a component. Other exports of the file are dropped:
 * nobody can import them from a component.
 *
 * @throws {TypeError} When the default export is not an object literal
 */
export function plainDefaultExport(code: string): string {
  const program = parse(code, { ecmaVersion: 2023, sourceType: "module" });
  const exported = program.body.find((node) => node.type === "ExportNamedDeclaration");
  const name = exported?.specifiers.find((item) => nameOf(item.exported) === "default")?.local;
  const local = name === undefined ? null : nameOf(name);
  const declaration = local === null ? undefined : declarationOf(program, local);
  const value = declaration?.declarations[0]?.init;
  if (exported === undefined || declaration === undefined || value?.type !== "ObjectExpression") {
    throw new TypeError("the default export must be a plain object, as in export default { key: … } satisfies …");
  }
  if (local !== null && countUses(program, local) > 2) {
    throw new TypeError("the component must not refer to itself by name; use `this`.");
  }
  const withoutExports = code.slice(0, exported.start) + code.slice(exported.end);
  return (
    `${withoutExports.slice(0, declaration.start)}export default ${withoutExports.slice(value.start)}`.trimEnd() + "\n"
  );
}

function nameOf(node: { readonly type: string }): string | null {
  return node.type === "Identifier" && "name" in node ? String(node.name) : null;
}

function declarationOf(program: Program, name: string): VariableDeclaration | undefined {
  return program.body.find(
    (node): node is VariableDeclaration =>
      node.type === "VariableDeclaration" &&
      node.declarations.length === 1 &&
      node.declarations.some((declarator) => nameOf(declarator.id) === name),
  );
}

/** Every identifier of that name: the declaration and the export are two. */
function countUses(node: unknown, name: string): number {
  if (typeof node !== "object" || node === null) return 0;
  const own = "type" in node && nameOf(node as AnyNode) === name ? 1 : 0;
  return Object.values(node).reduce<number>((sum, child) => sum + countUses(child, name), own);
}

import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Document, YAMLMap, YAMLSeq } from "yaml";

/** How `recipe.yaml` files are written, so that an edit does not reformat what it does not touch. */
const STYLE = { lineWidth: 120, flowCollectionPadding: true, indentSeq: true } as const;

/** Raised for a place that is not as an operation needs it; the caller adds which operation it was. */
export type Refuse = (problem: string) => never;

/** A recipe's text as a document in which comments, blank lines and the order of fields stay. */
export class RecipeYaml {
  readonly document: Document;
  readonly #refuse: Refuse;

  constructor(text: string, refuse: Refuse) {
    this.#refuse = refuse;
    this.document = parseDocument(text, { keepSourceTokens: true });
    const [mistake] = this.document.errors;
    if (mistake !== undefined) refuse(`The text is not YAML: ${mistake.message.split("\n")[0] ?? ""}`);
    if (this.document.contents === null) this.document.contents = this.document.createNode({});
    if (!isMap(this.document.contents)) refuse("The text is not a recipe: expected fields such as recipe and steps.");
  }

  get root(): YAMLMap {
    return this.document.contents as YAMLMap;
  }

  /** The list under a field of the recipe, made when it is not there. */
  list(field: "steps" | "triggers"): YAMLSeq {
    const found: unknown = this.root.get(field, true);
    if (isSeq(found)) {
      // A list written as [] would take every new entry into one line.
      found.flow = false;
      return found;
    }
    if (found !== undefined && !(isScalar(found) && found.value === null)) this.#refuse(`"${field}" is not a list.`);
    const made = this.document.createNode([]) as YAMLSeq;
    this.root.set(field, made);
    return made;
  }

  /** One entry of a list, which must be a map. */
  entry(field: "steps" | "triggers", position: number): YAMLMap {
    const found: unknown = this.list(field).items[position];
    if (isMap(found)) return found;
    return this.#refuse(`There is no entry ${position + 1} under "${field}".`);
  }

  /** Position of a step from 0. */
  positionOf(namespace: string): number {
    const names = this.list("steps").items.map((item) => (isMap(item) ? item.get("namespace") : undefined));
    const position = names.indexOf(namespace);
    if (position !== -1) return position;
    return this.#refuse(`There is no step "${namespace}"; there is ${names.map(String).join(", ") || "none"}.`);
  }

  /** A map under a field of another one, made when it is not there. */
  mapIn(parent: YAMLMap, field: string): YAMLMap {
    const found: unknown = parent.get(field, true);
    if (isMap(found)) return found;
    if (found !== undefined && !(isScalar(found) && found.value === null)) this.#refuse(`"${field}" has no fields.`);
    const made = this.document.createNode({}) as YAMLMap;
    if (found !== undefined) parent.set(field, made);
    else {
      const key = this.document.createNode(field);
      // The recipe's parts stand apart, as in those that are shipped.
      key.spaceBefore = parent === this.root;
      parent.add(this.document.createPair(key, made));
    }
    return made;
  }

  /** Sets a field, keeping the comment beside its value; `null` takes it away. */
  set(parent: YAMLMap, field: string, value: unknown): void {
    if (value === null || value === undefined) {
      parent.delete(field);
      return;
    }
    const before: unknown = parent.get(field, true);
    if (isScalar(before) && isPlain(value)) {
      // A text written in quotes or as a block stays so as far as it can.
      if (typeof before.value !== typeof value) delete before.type;
      before.value = value;
      delete before.source;
      return;
    }
    const made = this.document.createNode(value);
    if (isScalar(before) && before.comment !== undefined) made.comment = before.comment ?? null;
    parent.set(field, made);
    if (isMap(made) || isSeq(made)) parent.flow = false;
  }

  toString(): string {
    return this.document.toString(STYLE);
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

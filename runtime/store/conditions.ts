/** Conditions of a query that are added one by one, all of which must hold. Values go in as parameters. */
export class Conditions {
  readonly #parts: string[] = [];
  readonly #params: unknown[] = [];

  /** @param condition - SQL with a `?` for each value */
  add(condition: string, ...values: readonly unknown[]): this {
    let next = 0;
    this.#parts.push(
      condition.replaceAll("?", () => {
        this.#params.push(values[next]);
        next += 1;
        return `$${this.#params.length}`;
      }),
    );
    return this;
  }

  /** SQL after `WHERE`; `true` when nothing was added. */
  get sql(): string {
    return this.#parts.length === 0 ? "true" : this.#parts.map((part) => `(${part})`).join(" AND ");
  }

  get params(): readonly unknown[] {
    return this.#params;
  }
}

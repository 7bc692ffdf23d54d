/** The row of a statement that always gives one. @throws {Error} When it gave none all the same */
export function oneRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("The database gave no row where a statement always gives one.");
  return row;
}

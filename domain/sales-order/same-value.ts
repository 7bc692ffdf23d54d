const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Whether two column values mean the same: numbers by value, texts without outer blanks and kinds of line end. */
export function sameValue(a: string, b: string): boolean {
  const [left, right] = [a.trim().replace(/\r\n/g, "\n"), b.trim().replace(/\r\n/g, "\n")];
  if (left === right) return true;
  const decimals = DECIMAL.test(left) && DECIMAL.test(right) && (left.includes(".") || right.includes("."));
  return decimals && Number(left) === Number(right);
}

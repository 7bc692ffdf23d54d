/** A refund or a Return: what a return document is made for. Each makes at most one. */
export interface ReturnsSource {
  readonly type: "refund" | "return";
  readonly id: string;
  readonly createdAt: string;
}

/** Oldest first; ids grow with time, so they settle a tie. */
export function byAge(a: Pick<ReturnsSource, "createdAt" | "id">, b: Pick<ReturnsSource, "createdAt" | "id">): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

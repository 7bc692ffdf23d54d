import type { Role } from "../../../runtime/api/contract/route-table.ts";

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  operator: "Operator",
  editor: "Editor",
  admin: "Administrator",
};

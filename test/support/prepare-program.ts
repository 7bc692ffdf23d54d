// What the tests need and a clean checkout lacks, so that no test pays for it and no two make it at once: the built
// console and components, and the database that `LASTEDIT_DATABASE_TEMPLATE` names.
import { existsSync } from "node:fs";
import { buildComponents } from "../../runtime/build/build-components.ts";
import { ensureConsole } from "../../runtime/build/build-console.ts";
import { makeDatabaseTemplate } from "./make-database-template.ts";

const template = process.env["LASTEDIT_DATABASE_TEMPLATE"] ?? "";
if (template === "") throw new Error("Expected LASTEDIT_DATABASE_TEMPLATE to name the folder to make.");
// Its files come from nowhere but a first start.
delete process.env["LASTEDIT_DATABASE_TEMPLATE"];

await Promise.all([existsSync(template) ? null : makeDatabaseTemplate(template), ensureConsole(), buildComponents()]);

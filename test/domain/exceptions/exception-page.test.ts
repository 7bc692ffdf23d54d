import { test } from "@jest/globals";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { expectPage, table } from "../decision-table/generated-page.ts";

const OWNERS = ["warehouse", "customer-service", "merchandising", "integration"] as const;

test("the manual tells each owner what to do about each kind of exception, as it stands in the code", async () => {
  const kinds = Object.entries(EXCEPTION_KINDS);
  const chapters = OWNERS.flatMap((owner) => [
    `## ${owner}`,
    "",
    ...table(
      ["kind", "severity", "what happened", "what to do"],
      kinds
        .filter(([, row]) => row.owner === owner)
        .map(([kind, { severity, title, whatToDo }]) => [
          `\`${kind}\``,
          severity,
          title,
          whatToDo.replaceAll("{order}", "the order").replaceAll("{salesOrder}", "…"),
        ]),
    ),
    "",
  ]);
  await expectPage("exceptions.md", [
    "# Exceptions, by owner",
    "",
    "Generated from `domain/exceptions/exception-kinds.ts`. Owners can be changed in the console under Alerts and routing, or with `lastedit exceptions routing`.",
    "",
    ...chapters,
  ]);
});

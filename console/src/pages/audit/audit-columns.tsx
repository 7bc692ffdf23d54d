import { Text } from "@mantine/core";
import type { AuditEntry } from "../../../../runtime/api/contract/people.ts";
import type { Column } from "../../parts/data-table.tsx";
import { Folded } from "../../parts/folded.tsx";
import { Time } from "../../parts/time.tsx";
import { ValueChanges } from "../../parts/value-changes.tsx";
import { changesBetween } from "../../words/value-changes.ts";

/** An entry of the audit log. */
export const AUDIT_COLUMNS: readonly Column<AuditEntry>[] = [
  { key: "at", title: "When", width: "14rem", phone: "head", cell: ({ at }) => <Time value={at} /> },
  { key: "by", title: "Who", width: "10rem", cell: ({ by }) => by },
  {
    key: "what",
    title: "What",
    cell: ({ what, subject, before, after }) => (
      <>
        <Text size="sm">
          <Text span fw={580}>
            {what}
          </Text>
          {subject === "" ? "" : ` · ${subject}`}
        </Text>
        <Changes before={before} after={after} />
      </>
    ),
  },
  {
    key: "from",
    title: "From",
    width: "9rem",
    phone: "hidden",
    cell: ({ from }) => (from === "" ? "this machine" : from),
  },
];

/** What was said before and after. What holds only a part of the fields afterwards changed only those. */
function Changes({ before, after }: Pick<AuditEntry, "before" | "after">) {
  const was = before ?? undefined;
  const is = after ?? undefined;
  const both = isFields(was) && isFields(is);
  const shown = both ? Object.fromEntries(Object.entries(was).filter(([field]) => Object.hasOwn(is, field))) : was;
  const count = changesBetween(shown, is ?? (both ? {} : undefined)).length;
  if (count === 0) return null;
  return (
    <Folded label={`${count} ${count === 1 ? "change" : "changes"}`}>
      <ValueChanges
        before={is === undefined ? shown : (shown ?? {})}
        after={is ?? undefined}
        label="Before and after"
      />
    </Folded>
  );
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

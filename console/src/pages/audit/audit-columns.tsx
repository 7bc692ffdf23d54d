import { Text } from "@mantine/core";
import type { AuditEntry } from "../../../../runtime/api/contract/people.ts";
import type { Column } from "../../parts/data-table.tsx";
import { Folded } from "../../parts/folded.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import { ValueChanges } from "../../parts/value-changes.tsx";
import { auditActInWords } from "../../words/audit-acts.ts";
import { auditChanges, changesInLine } from "../../words/audit-changes.ts";
import { auditSubject } from "../../words/audit-subjects.ts";

/** An entry of the audit log. */
export const AUDIT_COLUMNS: readonly Column<AuditEntry>[] = [
  { key: "at", title: "When", width: "15rem", phone: "head", cell: ({ at }) => <Time value={at} /> },
  { key: "by", title: "Who", width: "10rem", cell: ({ by }) => by },
  {
    key: "what",
    title: "What",
    cell: (entry) => (
      <>
        <Text size="sm">
          <Text span fw={580}>
            {auditActInWords(entry.what, entry.after)}
          </Text>
          <Subject entry={entry} />
        </Text>
        <Changes before={entry.before} after={entry.after} />
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

function Subject({ entry: { what, subject, by } }: { readonly entry: AuditEntry }) {
  const { label, place } = auditSubject(what, subject);
  if (label === "" || label === by) return null;
  return (
    <>
      {" · "}
      {place === null ? (
        label
      ) : (
        <TextLink underline="always" {...place}>
          {label}
        </TextLink>
      )}
    </>
  );
}

function Changes({ before, after }: Pick<AuditEntry, "before" | "after">) {
  const changes = auditChanges(before, after);
  if (changes.length === 0) return null;
  const line = changesInLine(changes);
  if (line !== null) {
    return (
      <Text size="sm" c="dimmed">
        {line}
      </Text>
    );
  }
  return (
    <Folded label={`${changes.length} ${changes.length === 1 ? "change" : "changes"}`}>
      <ValueChanges changes={changes} label="Before and after" />
    </Folded>
  );
}

import { Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { findInManual } from "./find-in-manual.ts";

/** Where the manual speaks of something, page by page. */
export function ManualFindings({ text, pages }: { readonly text: string; readonly pages: readonly string[] }) {
  const answers = useQueries({
    queries: pages.map((page) => answerQuery("/manual/:page", { params: { page } })),
  });
  const found = answers.flatMap(({ data }) => (data === undefined ? [] : findInManual(data, text)));
  if (found.length === 0) {
    return answers.some(({ isPending }) => isPending) ? (
      <Text role="status">Looking…</Text>
    ) : (
      <EmptyState title={`The manual does not speak of “${text}”`} hint="Try one word, such as hold, RMA or cut-off." />
    );
  }
  return (
    <Stack component="ul" p={0} m={0} style={{ listStyle: "none" }}>
      {found.map(({ page, title, section, anchor, excerpt }) => (
        <li key={`${page}#${anchor}`}>
          <TextLink to="/manual/$page" params={{ page }} hash={anchor}>
            {section === "" ? title : `${title}: ${section}`}
          </TextLink>
          <Text size="sm" c="dimmed">
            {excerpt}
          </Text>
        </li>
      ))}
    </Stack>
  );
}

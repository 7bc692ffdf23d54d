import { Accordion, Group, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { Because } from "../../parts/because.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import { DownloadLink } from "../../parts/download-link.tsx";

/** SKUs compared with ItemCodes, as the nightly audit last saw them. */
export function CatalogueAudit() {
  const { data: audit, error, refetch } = useQuery(answerQuery("/audits/catalogue/latest"));
  return (
    <Section
      title="Catalogue audit"
      actions={audit && <DownloadLink path="/audits/catalogue/latest.csv">Findings as CSV</DownloadLink>}
    >
      {audit === undefined ? (
        error !== null && <ErrorState error={error} onRetry={() => void refetch()} />
      ) : audit === null ? (
        <EmptyState
          title="No audit yet"
          hint="The recipe audit-sku-catalogue compares every SKU with every ItemCode each night. Run it once to see its findings here."
        />
      ) : (
        <Stack gap="sm">
          <Text>{audit.summary}</Text>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {`${audit.shop}, `}
              <Time value={audit.at} />
            </Text>
            <TextLink to="/runs/$runId" params={{ runId: String(audit.runId) }} size="sm">
              The run
            </TextLink>
          </Group>
          {!audit.csvIsComplete && (
            <Text size="sm" c="dimmed">
              The CSV holds examples only: the whole list was too long for the history. The run’s own file has all.
            </Text>
          )}
          <Accordion variant="separated">
            {audit.findings.map(({ kind, title, count, whatToDo, owner, examples }) => (
              <Accordion.Item key={kind} value={kind}>
                <Accordion.Control>{`${title}: ${count}`}</Accordion.Control>
                <Accordion.Panel>
                  <Because>{`${whatToDo} (${owner})`}</Because>
                  <List size="sm" mt="xs">
                    {examples.map(({ sku, itemCode, variantId, title: name, detail }) => (
                      <List.Item key={`${variantId} ${sku} ${itemCode}`}>
                        {[sku, itemCode === sku ? "" : itemCode, name, detail]
                          .filter((part) => part !== "")
                          .join(" · ")}
                      </List.Item>
                    ))}
                  </List>
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </Stack>
      )}
    </Section>
  );
}

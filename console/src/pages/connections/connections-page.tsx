import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { PlusIcon } from "@radix-ui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { PagePending } from "../../app/page-pending.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { PageHeader } from "../../parts/page-header.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { ConnectionForm } from "./connection-form.tsx";

/** What LastEdit is connected to. */
export function ConnectionsPage() {
  const { data, error, refetch } = useQuery(answerQuery("/connections"));
  const [adding, { open, close }] = useDisclosure(false);
  const may = useMay("admin");
  if (data === undefined && error === null) return <PagePending />;
  if (data === undefined) {
    return (
      <>
        <PageHeader title="Connections" />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  const add = may && (
    <Button leftSection={<PlusIcon aria-hidden />} onClick={open}>
      Add a connection
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Connections"
        manual={{ page: "operations-manual", section: "connections-and-secrets" }}
        hint="Shops, warehouses, alerts and accounts. Their secrets are sealed in the database and never shown again."
        actions={add}
      />
      {data.items.length === 0 ? (
        <EmptyState
          title="Nothing is connected yet"
          hint="Add the Shopify shop and the Peoplevox tenant: each is checked, and you are told what is missing."
          action={add}
        />
      ) : (
        <Stack>
          {data.items.map((item) => (
            <ConnectionCard key={item.name} item={item} types={data.types} />
          ))}
        </Stack>
      )}
      {adding && <ConnectionForm types={data.types} onClose={close} />}
    </>
  );
}

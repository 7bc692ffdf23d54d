import { Kbd, Loader, Modal, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { MagnifyingGlassIcon } from "@radix-ui/react-icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { answerQuery } from "../../api/queries.ts";
import { orderPlace } from "../../parts/order-place.ts";
import { Time } from "../../parts/time.tsx";
import { outcomeInWords } from "../../words/run-states.ts";
import classes from "./order-search.module.css";

const SHOWN = 8;
const TYPING_MS = 150;

/** Finds an order by the beginning of its number, from everywhere. */
export function OrderSearch({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal.Root opened={opened} onClose={onClose} padding={0} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label="Find an order">
        <Modal.Body>
          <Search onDone={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Search({ onDone }: { readonly onDone: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), TYPING_MS);
  const [at, setAt] = useState(0);
  const { data, isFetching, error } = useQuery({
    ...answerQuery("/orders", { query: { text: asked, limit: SHOWN } }),
    placeholderData: keepPreviousData,
  });
  const found = data?.items ?? [];
  const chosen = found[Math.min(at, found.length - 1)];

  const open = (order: (typeof found)[number]): void => {
    onDone();
    void navigate(orderPlace(order));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && chosen !== undefined) open(chosen);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || found.length === 0) return;
    event.preventDefault();
    setAt((at + step + found.length) % found.length);
  };

  return (
    <>
      <TextInput
        data-autofocus
        size="lg"
        variant="unstyled"
        className={classes.input}
        aria-label="Order number"
        placeholder="Order number, such as #1004"
        leftSection={<MagnifyingGlassIcon width={18} height={18} aria-hidden />}
        rightSection={isFetching ? <Loader size="xs" /> : <Kbd size="xs">Esc</Kbd>}
        rightSectionWidth={56}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="orders-found"
        aria-activedescendant={chosen === undefined ? undefined : `order-${chosen.key}`}
        autoComplete="off"
      />
      <div id="orders-found" role="listbox" aria-label="Orders" className={classes.list}>
        {found.map((order) => (
          <div
            key={order.key}
            id={`order-${order.key}`}
            role="option"
            aria-selected={order === chosen}
            className={classes.option}
            onClick={() => open(order)}
            onMouseMove={() => setAt(found.indexOf(order))}
          >
            <Text fw={620}>{order.name}</Text>
            <Text size="sm" c="dimmed" truncate className={classes.grow}>
              {outcomeInWords(order.lastState)}
              {order.openExceptions > 0 ? ` · ${order.openExceptions} open` : ""}
            </Text>
            <Text size="sm" c="dimmed" visibleFrom="sm">
              <Time value={order.lastRunAt} />
            </Text>
          </div>
        ))}
      </div>
      {found.length === 0 && !isFetching && (
        <Text size="sm" c="dimmed" p="md">
          {error?.message ?? `No order begins with “${asked}”. LastEdit knows the orders it has worked on.`}
        </Text>
      )}
      <VisuallyHidden role="status">{`${found.length} orders`}</VisuallyHidden>
    </>
  );
}

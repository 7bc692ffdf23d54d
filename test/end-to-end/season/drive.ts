import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxProcess } from "../installation.ts";
import type { Happening, Story } from "./stories.ts";
import type { ShopOrder, ShopReturn } from "./systems.ts";

/** What was done, and what a system refused: an edit of an order that has left, a pick of one on hold. */
export interface Driven {
  readonly done: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly returns: readonly ShopReturn[];
}

/** Where one story stands. */
interface Progress {
  /** Number of the Sales Order of the order as it was first placed. */
  number: string;
  /** The order that stands for the story now: the newest of its recreations. */
  orderId: number;
  despatched: boolean;
  returned: boolean;
}

/** Lets all stories happen, each at its time or as soon after that as the machine allows. */
export async function driveStories(stories: readonly Story[], { control }: SandboxProcess): Promise<Driven> {
  const done: Record<string, number> = {};
  const refused: Record<string, number> = {};
  const returns = new Map<number, ShopReturn>();
  const progress = new Map<Story, Progress>();
  const timeline = stories
    .flatMap((story) => story.happenings.map((happening) => ({ story, ...happening })))
    .toSorted((a, b) => a.atMs - b.atMs);

  const started = Date.now();
  for (const { story, atMs, happening } of timeline) {
    await sleep(Math.max(0, started + atMs - Date.now()));
    const name = nameOf(happening);
    const there = progress.get(story);
    const accepted = await happen(happening, there).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith("The sandbox refused")) return null;
      throw error;
    });
    if (accepted === null) refused[name] = (refused[name] ?? 0) + 1;
    else {
      done[name] = (done[name] ?? 0) + 1;
      progress.set(story, accepted);
    }
  }
  return { done, refused, returns: [...returns.values()] };

  /** @returns Where the story stands then; `null` when there is nothing to do it to */
  async function happen(happening: Happening, there: Progress | undefined): Promise<Progress | null> {
    if (happening.what === "place") {
      const placed = await control<ShopOrder>("POST", "/shopify/orders", { lines: happening.lines });
      return { number: placed.name.slice(1), orderId: placed.id, despatched: false, returned: false };
    }
    if (there === undefined) return null;
    const path = `/shopify/orders/${there.orderId}`;
    const post = <Answer = ShopOrder>(what: string, body: object) => control<Answer>("POST", `${path}/${what}`, body);
    const keepReturn = (told: ShopReturn): void => void returns.set(told.id, told);

    switch (happening.what) {
      case "edit": {
        const order = await control<ShopOrder>("GET", path);
        await post("edit", { changes: anEdit(order, happening.chance, happening.sku) });
        return there;
      }
      case "add-unknown":
        await post("edit", { changes: [{ add: { sku: happening.sku, quantity: 1 } }] });
        return there;
      case "remove-unknown":
        await post("edit", { changes: [{ set: { sku: happening.sku, quantity: 0 } }] });
        return there;
      case "gift-message":
        await post("details", { customAttributes: [{ key: "Gift message", value: happening.message }] });
        return there;
      case "cancel":
        await post("cancel", {});
        return there;
      case "recreate": {
        const order = await control<ShopOrder>("GET", path);
        const kept = order.lines
          .filter(({ currentQuantity }) => currentQuantity > 0)
          .map(({ sku, currentQuantity }) => ({ sku, quantity: currentQuantity }));
        const lines = happening.sku === null ? {} : { lines: [...kept, { sku: happening.sku, quantity: 1 }] };
        const { created } = await post<{ created: ShopOrder }>("recreate", { first: happening.first, ...lines });
        return { ...there, orderId: created.id };
      }
      case "refund": {
        if (happening.kind === "before-despatch" ? there.despatched : !there.despatched) return null;
        await post("refund", aRefund(happening.kind, await control<ShopOrder>("GET", path)));
        return there;
      }
      case "return": {
        if (!there.despatched) return null;
        const [line] = (await control<ShopOrder>("GET", path)).lines;
        const lines = [{ sku: line?.sku, quantity: 1 }];
        keepReturn(await post("return", { lines, requested: happening.requested }));
        return { ...there, returned: true };
      }
      case "move-return": {
        if (!there.returned) return null;
        keepReturn(await post("move-return", { move: happening.move }));
        return there;
      }
      case "process-return": {
        if (!there.returned) return null;
        const [line] = (await control<ShopOrder>("GET", path)).lines;
        keepReturn(await post("process-return", { lines: [{ sku: line?.sku, quantity: 1 }] }));
        return there;
      }
      case "pick":
      case "pack":
      case "despatch": {
        const action = happening.what === "pick" ? "pick-all" : happening.what;
        await control("POST", "/peoplevox/warehouse/step", { action, salesOrderNumber: there.number });
        return { ...there, despatched: happening.what === "despatch" };
      }
      case "fulfil": {
        if (!there.despatched) return null;
        await control("POST", `/shopify/orders/${there.number}/fulfil`, {});
        return there;
      }
    }
  }
}

function nameOf(happening: Happening): string {
  return happening.what === "refund" ? `refund ${happening.kind}` : happening.what;
}

function anEdit(order: ShopOrder, chance: number, sku: string): object[] {
  const live = order.lines.filter(({ currentQuantity }) => currentQuantity > 0);
  const line = live[Math.floor(chance * 997) % Math.max(1, live.length)];
  if (line === undefined || chance < 0.35) return [{ add: { sku, quantity: 1, allowDuplicates: true } }];
  if (chance < 0.6) return [{ set: { sku: line.sku, quantity: line.currentQuantity + 1 } }];
  if (chance < 0.8 && line.currentQuantity > 1) return [{ set: { sku: line.sku, quantity: line.currentQuantity - 1 } }];
  return [{ set: { sku: line.sku, quantity: 0 } }, { add: { sku, quantity: 2, allowDuplicates: true } }];
}

type RefundKind = Extract<Happening, { what: "refund" }>["kind"];

/** One unit of the first line that has one left, or money alone. */
function aRefund(kind: RefundKind, order: ShopOrder): object {
  if (kind === "goodwill") return { amount: "1.50" };
  const line = order.lines.find(({ currentQuantity }) => currentQuantity > 0);
  const restockType = { "before-despatch": "CANCEL", returned: "RETURN", "keep-it": "NO_RESTOCK" }[kind];
  return { lines: [{ lineItemId: line?.id, quantity: 1, restockType }] };
}

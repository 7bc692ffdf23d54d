import { orderPlace } from "./order-place.ts";
import { TextLink } from "./text-link.tsx";

interface OrderLinkProps {
  readonly order: { readonly key: string; readonly name: string | null; readonly id: string | null };
}

/** An order's number, leading to its story. */
export function OrderLink({ order }: OrderLinkProps) {
  const name = order.name ?? order.id;
  if (name === null) return <span>No order</span>;
  return (
    <TextLink {...orderPlace(order)} fw={580}>
      {name}
    </TextLink>
  );
}

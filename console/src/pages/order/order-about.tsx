import type { OrderDetail } from "../../../../runtime/api/contract/orders.ts";
import { FactList } from "../../parts/fact-list.tsx";
import { OutsideLinks } from "../../parts/outside-links.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";

/** Which order it is, and where else to look. */
export function OrderAbout({ order: { id, shop, name, lineage, links } }: { readonly order: OrderDetail }) {
  const numbers = lineage.flatMap(({ salesOrderNumbers }) => salesOrderNumbers);
  return (
    <Section title="About this order">
      <FactList
        facts={[
          { label: "Shop", value: shop ?? "not known" },
          { label: "Order id", value: id ?? "not known" },
          { label: "Sales Order", value: numbers.length === 0 ? "none seen" : numbers.join(", ") },
          {
            label: "Runs",
            value: (
              <TextLink to="/runs" search={{ order: name }}>
                In the list of runs
              </TextLink>
            ),
          },
        ]}
      />
      <OutsideLinks links={links} />
    </Section>
  );
}

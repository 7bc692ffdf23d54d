import { Text } from "@mantine/core";
import type { OrderDetail } from "../../../../runtime/api/contract/orders.ts";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { Time } from "../../parts/time.tsx";
import { Told } from "../../parts/told.tsx";
import { Timeline } from "../../parts/timeline.tsx";
import classes from "./order-timelines.module.css";

type Happening = OrderDetail["shopify"][number];

/** What happened in the shop beside what happened in the warehouse, the oldest first. */
export function OrderTimelines({ order: { shopify, peoplevox } }: { readonly order: OrderDetail }) {
  return (
    <div className={classes.sides}>
      <Side title="In Shopify" happenings={shopify} none="Nothing was told of this order." />
      <Side title="In Peoplevox" happenings={peoplevox} none="LastEdit has not looked at it there." />
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly happenings: readonly Happening[];
  readonly none: string;
}

function Side({ title, happenings, none }: SideProps) {
  return (
    <Section title={title}>
      {happenings.length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <Timeline
          label={title}
          items={happenings.map(({ at, what, details, runId }, index) => ({
            key: index,
            tone: "quiet",
            title: <Told text={what} />,
            children: (
              <>
                {details !== "" && <Text size="sm">{details}</Text>}
                <Text size="xs" c="dimmed">
                  <Time value={at} />
                  {runId !== null && (
                    <>
                      {" · "}
                      <TextLink to="/runs/$runId" params={{ runId: String(runId) }} underline="always" size="xs">
                        run {runId}
                      </TextLink>
                    </>
                  )}
                </Text>
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}

import { List, Text, ThemeIcon } from "@mantine/core";
import { CheckIcon, DotFilledIcon } from "@radix-ui/react-icons";
import type { Today } from "../../../../runtime/api/contract/today.ts";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";

interface Step {
  readonly to: "/connections" | "/recipes";
  readonly does: string;
  readonly hint: string;
  readonly done: (health: Today["health"]) => boolean;
}

const STEPS: readonly Step[] = [
  {
    to: "/connections",
    does: "Connect the Shopify shop",
    hint: "With the Admin token and the client secret of a custom app.",
    done: ({ connections }) => connections.some(({ type }) => type === "shopify"),
  },
  {
    to: "/connections",
    does: "Connect the Peoplevox tenant",
    hint: "With a user of its own; what its templates lack is listed.",
    done: ({ connections }) => connections.some(({ type }) => type === "peoplevox"),
  },
  {
    to: "/recipes",
    does: "Switch on what LastEdit is to do",
    hint: "“Send an order edit to the warehouse” comes first.",
    done: ({ webhooks }) => webhooks.length > 0,
  },
];

/** What a new installation lacks, in order; nothing once it has all. */
export function FirstSteps({ health }: { readonly health: Today["health"] }) {
  if (STEPS.every(({ done }) => done(health))) return null;
  return (
    <Section title="First steps">
      <List type="ordered" spacing="sm" center listStyleType="none">
        {STEPS.map(({ to, does, hint, done }) => (
          <List.Item key={does} icon={<Mark done={done(health)} />}>
            <TextLink to={to} fw={580}>
              {does}
            </TextLink>{" "}
            <Text span size="sm" c="dimmed">
              {done(health) ? "Done." : hint}
            </Text>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

function Mark({ done }: { readonly done: boolean }) {
  return (
    <ThemeIcon size="sm" radius="xl" variant="light" color={done ? "green" : "amber"} aria-hidden>
      {done ? <CheckIcon /> : <DotFilledIcon />}
    </ThemeIcon>
  );
}

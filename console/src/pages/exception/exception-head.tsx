import { Button, Group, Paper, Text, Title } from "@mantine/core";
import type { ExceptionDetail } from "../../../../runtime/api/contract/exceptions.ts";
import { useSession } from "../../api/session.ts";
import { OrderLink } from "../../parts/order-link.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Time } from "../../parts/time.tsx";
import { ACTS } from "../../words/exception-acts.ts";
import type { ActWords } from "../../words/exception-acts.ts";
import { exceptionStateOf, OWNER_WORDS, SEVERITY_WORDS } from "../../words/exceptions.ts";
import { Deadline } from "./deadline.tsx";
import classes from "./exception-head.module.css";

interface ExceptionHeadProps {
  readonly exception: ExceptionDetail;
  readonly isPage: boolean;
  readonly onAct: (words: ActWords) => void;
}

/** Which order, what is wrong, until when it matters, whose it is, and what can be done. */
export function ExceptionHead({ exception, isPage, onAct }: ExceptionHeadProps) {
  const { installation } = useSession();
  const { orderKey, orderName, orderId, lineage, title, owner, severity, mattersUntil, state, may } = exception;
  const order = { key: orderKey, name: orderName, id: orderId === "" ? null : orderId };
  return (
    <Paper p={{ base: "md", sm: "lg" }} component="header">
      {isPage && <title>{`${orderName}: ${title} · ${installation.name}`}</title>}
      <Group gap="xs" mb={4}>
        <OrderLink order={order} />
        {lineage !== orderName && (
          <Text span size="sm" c="dimmed">
            recreated from {lineage}
          </Text>
        )}
        <StatusBadge {...exceptionStateOf(exception)} />
      </Group>
      <Title order={isPage ? 1 : 2}>{title}</Title>
      <dl className={classes.facts}>
        <div>
          <dt>Matters until</dt>
          <dd>
            <Deadline mattersUntil={mattersUntil} />
            {mattersUntil !== null && (
              <Text size="xs" c="dimmed">
                <Time value={mattersUntil} />
              </Text>
            )}
          </dd>
        </div>
        <div>
          <dt>Owner</dt>
          <dd>{OWNER_WORDS[owner]}</dd>
        </div>
        <div>
          <dt>Severity</dt>
          <dd>{SEVERITY_WORDS[severity]}</dd>
        </div>
        {state.until !== null && (
          <div>
            <dt>Back in the queue</dt>
            <dd>
              <Time value={state.until} />
            </dd>
          </div>
        )}
      </dl>
      <Group gap={6}>
        {ACTS.filter(({ act }) => may.includes(act)).map((words, index) => (
          <Button
            key={words.act}
            size="compact-md"
            variant={index === 0 ? "filled" : words.dangerous === true ? "light" : "default"}
            color={words.dangerous === true ? "brick" : "spruce"}
            onClick={() => onAct(words)}
          >
            {words.label}
          </Button>
        ))}
      </Group>
    </Paper>
  );
}

import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import type { ExceptionDraft, ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";

/** How an exception is described: by an earlier step, or by hand. */
export interface DraftProps {
  readonly exception?: unknown;
  readonly kind?: string;
  readonly shop?: string;
  readonly orderName?: string;
  readonly whatHappened?: string;
}

const kinds = Object.keys(EXCEPTION_KINDS) as [ExceptionKind, ...ExceptionKind[]];
const text = z.string().trim().min(1);
const line = z.object({ itemCode: z.string(), title: z.string(), quantity: z.number() });

const draftSchema = z.object({
  kind: z.enum(kinds),
  owner: z.enum(["warehouse", "customer-service", "merchandising", "integration"]),
  severity: z.enum(["low", "medium", "high"]),
  shop: text,
  lineage: text,
  orderName: text,
  orderId: z.string(),
  salesOrderNumber: z.string().nullable(),
  whatHappened: text,
  whatWasChanged: text,
  whatToDo: text,
  mattersUntil: z.string().nullable(),
  wanted: z.array(line),
  inWarehouse: z.array(line),
});

const byHandSchema = z.object({ kind: z.enum(kinds), shop: text, orderName: text, whatHappened: text });

/**
 * The exception to raise.
 *
 * @throws {ConfigurationError} Naming what is missing or wrong. Nothing was changed.
 */
export function readDraft(props: DraftProps): ExceptionDraft {
  if (props.exception !== undefined && props.exception !== null) {
    const value: unknown = typeof props.exception === "string" ? JSON.parse(props.exception) : props.exception;
    return checked(draftSchema, value, "exception");
  }
  const { kind, shop, orderName, whatHappened } = checked(byHandSchema, props, "an exception described by hand");
  const { owner, severity, whatToDo } = EXCEPTION_KINDS[kind];
  return {
    kind,
    owner,
    severity,
    shop,
    lineage: orderName,
    orderName,
    orderId: "",
    salesOrderNumber: null,
    whatHappened,
    whatWasChanged: "Nothing was changed by this step.",
    whatToDo: whatToDo.replaceAll("{order}", orderName).replaceAll("{salesOrder}", "of this order"),
    mattersUntil: null,
    wanted: [],
    inWarehouse: [],
  };
}

function checked<Value>(schema: z.ZodType<Value>, value: unknown, place: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${path.join(".") || place}: ${message}`);
  throw new ConfigurationError(`Cannot raise ${place}: ${wrong.join("; ")}. Nothing was changed.`);
}

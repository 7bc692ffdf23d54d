import { ConfigurationError } from "@pipedream/platform";
import { z } from "zod";
import type { EvidenceRules } from "../../../domain/recreated-order/evidence-rule.ts";
import { DEFAULT_EVIDENCE_RULES } from "../../../domain/recreated-order/evidence.rules.ts";
import { problemsInRules } from "../../../domain/recreated-order/problems-in-rules.ts";
import { DEFAULT_WAITING_LIMITS } from "../../../domain/recreated-order/waiting-room.ts";
import type { UserProp } from "../../pipedream-component.ts";
import { evidenceSchema } from "./evidence-schema.ts";

const DEFAULT_GRACE_MINUTES = DEFAULT_WAITING_LIMITS.graceMs / 60_000;
const { shopNames } = DEFAULT_EVIDENCE_RULES;

/** The props by which a recreated order is recognised. */
export const recreateProps = () =>
  ({
    graceMinutes: {
      type: "integer",
      label: "Grace period (minutes)",
      description:
        "How long the counterpart of a cancelled order or of a copy may take to appear. After that a plain cancel is a plain cancel, and an unclear pair goes to a person. 0: at once.",
      min: 0,
      max: 1440,
      default: DEFAULT_GRACE_MINUTES,
      optional: true,
    },
    orderNamePrefix: {
      type: "string",
      label: "Order name prefix",
      description: "What the shop puts before each order number (Settings, General, Order ID).",
      default: shopNames.prefix,
      optional: true,
    },
    orderNameSuffix: {
      type: "string",
      label: "Order name suffix",
      description: "What the shop puts behind each order number.",
      default: shopNames.suffix,
      optional: true,
    },
    evidenceRules: {
      type: "object",
      label: "Rules of evidence",
      description:
        'Parts of the rules that differ from the standard ones, such as `{"links": [{"id": "edited-from", "where": {"in": "attribute", "key": "Edited from"}, "template": "{order.name}", "points": 100, "because": "{new} says it was edited from {old}."}]}`. A part given replaces the whole standard part.',
      optional: true,
    },
  }) as const satisfies Record<string, UserProp>;

/** What these props give at run time. */
export interface RecreateProps {
  readonly graceMinutes?: number;
  readonly orderNamePrefix?: string;
  readonly orderNameSuffix?: string;
  readonly evidenceRules?: unknown;
}

export interface RecreateSettings {
  readonly rules: EvidenceRules;
  readonly graceMs: number;
}

/**
 * Reads these props.
 *
 * @throws {ConfigurationError} Naming each problem and what was expected. Nothing was changed
 */
export function readRecreateProps(props: RecreateProps): RecreateSettings {
  const graceMinutes = props.graceMinutes ?? DEFAULT_GRACE_MINUTES;
  if (!(graceMinutes >= 0)) {
    throw new ConfigurationError(`Grace period is ${String(graceMinutes)} minutes, expected 0 or more.`);
  }
  const edited = readEdited(props.evidenceRules);
  const names = {
    prefix: props.orderNamePrefix ?? shopNames.prefix,
    suffix: props.orderNameSuffix ?? shopNames.suffix,
  };
  const rules: EvidenceRules = { ...DEFAULT_EVIDENCE_RULES, shopNames: names, ...edited };
  const problems = problemsInRules(rules);
  if (problems.length > 0) throw new ConfigurationError(`Rules of evidence: ${problems.join(" ")}`);
  return { rules, graceMs: graceMinutes * 60_000 };
}

function readEdited(value: unknown): Partial<EvidenceRules> {
  if (value === undefined || value === null || value === "") return {};
  const result = evidenceSchema.safeParse(typeof value === "string" ? fromText(value) : value);
  if (result.success) return result.data;
  throw new ConfigurationError(`Rules of evidence: ${z.prettifyError(result.error)}`);
}

function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError(`Rules of evidence: "${text.slice(0, 40)}" is not JSON, expected an object.`);
  }
}

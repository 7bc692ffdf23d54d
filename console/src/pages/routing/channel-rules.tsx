import { MultiSelect, NumberInput, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Section } from "../../parts/section.tsx";
import { TextLink } from "../../parts/text-link.tsx";
import { SEVERITIES, SEVERITY_WORDS } from "../../words/exceptions.ts";
import { NEW_QUIET_HOURS, USUAL_CHANNEL_RULES } from "./routing-draft.ts";
import type { ChannelRules as Rules, QuietHours, RoutingDraft } from "./routing-draft.ts";
import classes from "./channel-rules.module.css";

type ProblemAt = (path: string) => string | undefined;

interface ChannelRulesProps {
  /** Names of the channels there are. */
  readonly channels: readonly string[];
  readonly rules: RoutingDraft["channels"];
  readonly problemAt: ProblemAt;
  readonly disabled: boolean;
  readonly onChange: (rules: RoutingDraft["channels"]) => void;
}

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** When a channel is left alone, and how often it may be disturbed. */
export function ChannelRules({ channels, rules, problemAt, disabled, onChange }: ChannelRulesProps) {
  const names = [...new Set([...channels, ...Object.keys(rules)])];
  return (
    <Section title="Channels, and when they are left alone">
      {names.length === 0 ? (
        <EmptyState
          title="There is no channel yet"
          hint="A channel is a Slack or Teams room, an e-mail address or a web hook of yours. Add a connection of the kind Alert channels."
          action={<TextLink to="/connections">Connections</TextLink>}
        />
      ) : (
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            What is held back comes later with a summary; nothing is lost.
          </Text>
          {names.map((name) => (
            <fieldset key={name} className={classes.channel} disabled={disabled}>
              <legend className={classes.name}>{channels.includes(name) ? name : `${name} (not there)`}</legend>
              <OneChannel
                rules={rules[name] ?? USUAL_CHANNEL_RULES}
                problemAt={(path) => problemAt(`channels.${name}.${path}`)}
                disabled={disabled}
                onChange={(next) => onChange({ ...rules, [name]: next })}
              />
            </fieldset>
          ))}
        </Stack>
      )}
    </Section>
  );
}

interface OneChannelProps {
  readonly rules: Rules;
  readonly problemAt: ProblemAt;
  readonly disabled: boolean;
  readonly onChange: (rules: Rules) => void;
}

const LIMITS = [
  { field: "alertsPerHour", label: "Alerts in an hour", suffix: "", min: 1 },
  { field: "summaryEveryMinutes", label: "Between two summaries", suffix: " min", min: 1 },
  { field: "repeatAfterMinutes", label: "Not the same again within", suffix: " min", min: 0 },
] as const;

function OneChannel({ rules, problemAt, disabled, onChange }: OneChannelProps) {
  const { quietHours } = rules;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {LIMITS.map(({ field, label, suffix, min }) => (
          <NumberInput
            key={field}
            label={label}
            suffix={suffix}
            min={min}
            allowDecimal={false}
            value={rules[field]}
            error={problemAt(field)}
            disabled={disabled}
            onChange={(value) => onChange({ ...rules, [field]: Number(value) })}
          />
        ))}
      </SimpleGrid>
      <Switch
        label="Quiet hours"
        checked={quietHours !== null}
        disabled={disabled}
        onChange={({ currentTarget: { checked } }) =>
          onChange({ ...rules, quietHours: checked ? NEW_QUIET_HOURS : null })
        }
      />
      {quietHours !== null && (
        <QuietHoursFields
          hours={quietHours}
          problemAt={(path) => problemAt(`quietHours.${path}`)}
          disabled={disabled}
          onChange={(next) => onChange({ ...rules, quietHours: next })}
        />
      )}
    </Stack>
  );
}

interface QuietHoursFieldsProps {
  readonly hours: QuietHours;
  readonly problemAt: ProblemAt;
  readonly disabled: boolean;
  readonly onChange: (hours: QuietHours) => void;
}

function QuietHoursFields({ hours, problemAt, disabled, onChange }: QuietHoursFieldsProps) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      {(["from", "to"] as const).map((field) => (
        <TextInput
          key={field}
          type="time"
          label={field === "from" ? "From" : "To"}
          value={hours[field]}
          error={problemAt(field)}
          disabled={disabled}
          onChange={({ currentTarget: { value } }) => onChange({ ...hours, [field]: value })}
        />
      ))}
      <MultiSelect
        label="Quiet all day"
        placeholder={hours.wholeDays.length === 0 ? "No day" : undefined}
        data={DAYS.map((day) => ({ value: day, label: day.charAt(0).toUpperCase() + day.slice(1) }))}
        value={[...hours.wholeDays]}
        disabled={disabled}
        onChange={(wholeDays) => onChange({ ...hours, wholeDays })}
      />
      <MultiSelect
        label="Told all the same"
        placeholder={hours.exceptFor.length === 0 ? "Nothing" : undefined}
        data={SEVERITIES.map((severity) => ({ value: severity, label: SEVERITY_WORDS[severity] }))}
        value={[...hours.exceptFor]}
        disabled={disabled}
        onChange={(exceptFor) => onChange({ ...hours, exceptFor })}
      />
    </SimpleGrid>
  );
}

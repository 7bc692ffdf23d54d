import { MultiSelect } from "@mantine/core";

interface ChannelChoiceProps {
  readonly label: string;
  readonly description?: string;
  /** Names of the channels there are. */
  readonly channels: readonly string[];
  readonly value: readonly string[];
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: readonly string[]) => void;
}

/** Channels by name; one that is named and not there stays in the list, so that it can be taken out. */
export function ChannelChoice({ channels, value, ...field }: ChannelChoiceProps) {
  const names = [...new Set([...channels, ...value])].filter((name) => name !== "all");
  return (
    <MultiSelect
      {...field}
      value={[...value]}
      placeholder={value.length === 0 ? "Nobody" : undefined}
      hidePickedOptions
      data={[
        { value: "all", label: "Every channel" },
        ...names.map((name) => ({ value: name, label: channels.includes(name) ? name : `${name} (not there)` })),
      ]}
    />
  );
}

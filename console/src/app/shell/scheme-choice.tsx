import { Menu, useMantineColorScheme } from "@mantine/core";
import { CheckIcon, DesktopIcon, MoonIcon, SunIcon } from "@radix-ui/react-icons";

const CHOICES = [
  { scheme: "light", label: "Light", icon: SunIcon },
  { scheme: "dark", label: "Dark", icon: MoonIcon },
  { scheme: "auto", label: "As this device", icon: DesktopIcon },
] as const;

/** Light, dark, or as the device; remembered on this device. */
export function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return CHOICES.map(({ scheme, label, icon: Icon }) => (
    <Menu.Item
      key={scheme}
      leftSection={<Icon aria-hidden />}
      rightSection={scheme === colorScheme ? <CheckIcon aria-label="chosen" /> : null}
      closeMenuOnClick={false}
      onClick={() => setColorScheme(scheme)}
    >
      {label}
    </Menu.Item>
  ));
}

import { createTheme, Drawer, Menu, Modal, MultiSelect, Notification, Paper, Select, Tooltip } from "@mantine/core";
import type { CSSVariablesResolver } from "@mantine/core";
import { COLOURS } from "./colours.ts";

const SANS = '"Inter Variable", ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif';
const MONO = 'ui-monospace, "SFMono-Regular", "Cascadia Code", "Liberation Mono", Menlo, monospace';

/** A dialog is one surface, its title a heading. */
const DIALOG = {
  header: { backgroundColor: "var(--surface)" },
  content: { backgroundColor: "var(--surface)" },
  title: { fontSize: "1.0625rem", fontWeight: 640 },
};

/** A cross alone says nothing to a screen reader. */
const CLOSE = { "aria-label": "Close" };

/** The list of choices scrolls by itself: within a scrolled area the keyboard would have a stop that says nothing. */
const CHOICES = { options: { maxHeight: 240, overflowY: "auto" } } as const;

/** How the console looks. Warm paper, dark spruce, and one amber stroke; figures line up. */
export const THEME = createTheme({
  colors: COLOURS,
  primaryColor: "spruce",
  primaryShade: { light: 7, dark: 6 },
  black: "#25231f",
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  headings: {
    fontFamily: SANS,
    fontWeight: "640",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.25" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  fontSizes: { xs: "0.78125rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "20px" },
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Paper: Paper.extend({
      defaultProps: { withBorder: true, radius: "lg" },
      styles: { root: { backgroundColor: "var(--surface)", borderColor: "var(--hairline)" } },
    }),
    Modal: Modal.extend({ styles: DIALOG, defaultProps: { closeButtonProps: CLOSE } }),
    Drawer: Drawer.extend({ styles: DIALOG, defaultProps: { closeButtonProps: CLOSE } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: CLOSE } }),
    Select: Select.extend({ styles: CHOICES, defaultProps: { withScrollArea: false } }),
    // The first entry has the focus, not an element that stands for it and is none of the menu's.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    MultiSelect: MultiSelect.extend({ styles: CHOICES, defaultProps: { withScrollArea: false } }),
    Tooltip: Tooltip.extend({
      defaultProps: { events: { hover: true, focus: true, touch: true }, multiline: true, maw: 320 },
    }),
  },
});

const HUES = Object.keys(COLOURS).filter((name) => name !== "dark");

/** Our own names for surfaces, and tints whose text can be read. */
export const CSS_VARIABLES: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": COLOURS.gray[0],
    "--mantine-color-text": COLOURS.gray[9],
    "--mantine-color-dimmed": COLOURS.gray[6],
    "--mantine-color-placeholder": COLOURS.gray[6],
    "--mantine-color-error": COLOURS.brick[7],
    "--mantine-color-anchor": COLOURS.spruce[7],
    "--surface": "#ffffff",
    "--surface-sunken": COLOURS.gray[1],
    "--surface-hover": "#f7f5f0",
    "--hairline": COLOURS.gray[2],
    ...tints((name) => [
      `var(--mantine-color-${name}-1)`,
      `var(--mantine-color-${name}-8)`,
      `var(--mantine-color-${name}-7)`,
    ]),
  },
  dark: {
    "--mantine-color-body": COLOURS.dark[7],
    "--mantine-color-text": COLOURS.dark[0],
    "--mantine-color-dimmed": COLOURS.dark[2],
    "--mantine-color-placeholder": COLOURS.dark[2],
    "--mantine-color-error": COLOURS.brick[3],
    "--mantine-color-anchor": COLOURS.spruce[3],
    "--surface": "#1e2522",
    "--surface-sunken": "#19201d",
    "--surface-hover": COLOURS.dark[6],
    "--hairline": COLOURS.dark[5],
    ...tints((name) => [
      `color-mix(in srgb, var(--mantine-color-${name}-7) 38%, #1e2522)`,
      `var(--mantine-color-${name}-2)`,
      `var(--mantine-color-${name}-3)`,
    ]),
  },
});

/** @param of - Background of a tint, text on it, and the colour as text on a surface */
function tints(of: (name: string) => readonly [string, string, string]): Record<string, string> {
  return Object.fromEntries(
    HUES.flatMap((name) => {
      const [background, onIt, text] = of(name);
      return [
        [`--mantine-color-${name}-light`, background],
        [`--mantine-color-${name}-light-hover`, background],
        [`--mantine-color-${name}-light-color`, onIt],
        [`--mantine-color-${name}-text`, text],
      ];
    }),
  );
}

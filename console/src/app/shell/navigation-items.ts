import {
  ActivityLogIcon,
  BellIcon,
  ClipboardIcon,
  CubeIcon,
  GearIcon,
  Link2Icon,
  ExclamationTriangleIcon,
  SunIcon,
  LayersIcon,
  MixerHorizontalIcon,
  PersonIcon,
  ReaderIcon,
  ResetIcon,
} from "@radix-ui/react-icons";
import type { IconProps } from "@radix-ui/react-icons/dist/types";
import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType } from "react";
import type { Role } from "../../../../runtime/api/contract/route-table.ts";

export interface NavigationItem {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly icon: ComponentType<IconProps>;
  /** Of the main navigation: "work" every day, or "set-up" now and then. */
  readonly group: "work" | "set-up";
  /** Pressed after `g`. */
  readonly key: string;
  /** @defaultValue operator */
  readonly role?: Role;
}

/** The main navigation, in its order. On a phone the first four are in the bar below, the others behind "More". */
export const NAVIGATION: readonly NavigationItem[] = [
  { to: "/", label: "Today", icon: SunIcon, group: "work", key: "t" },
  { to: "/exceptions", label: "Exceptions", icon: ExclamationTriangleIcon, group: "work", key: "e" },
  { to: "/orders", label: "Orders", icon: CubeIcon, group: "work", key: "o" },
  { to: "/runs", label: "Runs", icon: ActivityLogIcon, group: "work", key: "r" },
  { to: "/replays", label: "Replays", icon: ResetIcon, group: "work", key: "p" },
  { to: "/gaps", label: "Gaps and audits", icon: MixerHorizontalIcon, group: "work", key: "a" },
  { to: "/connections", label: "Connections", icon: Link2Icon, group: "set-up", key: "c" },
  { to: "/recipes", label: "Recipes", icon: LayersIcon, group: "set-up", key: "b" },
  { to: "/routing", label: "Alerts and routing", icon: BellIcon, group: "set-up", key: "n" },
  { to: "/settings", label: "Settings", icon: GearIcon, group: "set-up", key: "s" },
  { to: "/users", label: "Users", icon: PersonIcon, group: "set-up", key: "u", role: "admin" },
  { to: "/audit", label: "Audit log", icon: ClipboardIcon, group: "set-up", key: "l", role: "admin" },
  { to: "/manual", label: "Manual", icon: ReaderIcon, group: "set-up", key: "m" },
];

import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { LiveProvider } from "../../api/live/live-provider.tsx";
import { isSessionOver, onSessionChange } from "../../api/session-holder.ts";
import { AwayNotice } from "./away-notice.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { OrderSearch } from "./order-search.tsx";
import { ShortcutsHelp } from "./shortcuts-help.tsx";
import { SideBar } from "./side-bar.tsx";
import { StoppedBanner } from "./stopped-banner.tsx";
import { TopBar } from "./top-bar.tsx";
import { useShellShortcuts } from "./use-shell-shortcuts.ts";
import classes from "./shell.module.css";

const SessionOver = lazy(() =>
  import("./session-over.tsx").then(({ SessionOver: component }) => ({ default: component })),
);

/** What is around every page. */
export function Shell() {
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const over = useSyncExternalStore(onSessionChange, isSessionOver);
  const search = (): void => setSearching(true);
  useShellShortcuts({ search, help: () => setHelping(true) });
  return (
    <LiveProvider>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <div className={classes.shell}>
        <SideBar className={classes.side} onSearch={search} onHelp={() => setHelping(true)} />
        <TopBar className={classes.top} onSearch={search} />
        <main id="main" className={classes.main} tabIndex={-1}>
          <StoppedBanner />
          <Outlet />
        </main>
        <BottomBar className={classes.bottom} />
      </div>
      <OrderSearch opened={searching} onClose={() => setSearching(false)} />
      <AwayNotice />
      {over && <Suspense children={<SessionOver />} />}
      <ShortcutsHelp opened={helping} onClose={() => setHelping(false)} />
    </LiveProvider>
  );
}

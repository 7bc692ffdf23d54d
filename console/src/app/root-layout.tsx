import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** After a change of page the focus goes to its main part, so that a screen reader begins there and not at the top. */
export function RootLayout() {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (before.current !== undefined && pathname !== before.current) document.getElementById("main")?.focus();
    before.current = pathname;
  }, [pathname]);
  return <Outlet />;
}

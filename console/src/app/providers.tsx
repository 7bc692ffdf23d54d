import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queryClient } from "../api/query-client.ts";
import { cspNonce } from "./csp-nonce.ts";
import { CSS_VARIABLES, THEME } from "./theme.ts";

const schemes = localStorageColorSchemeManager({ key: "lastedit-color-scheme" });

/** Everything that each page needs around it. */
export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={THEME}
      cssVariablesResolver={CSS_VARIABLES}
      defaultColorScheme="auto"
      colorSchemeManager={schemes}
      getStyleNonce={cspNonce}
    >
      <QueryClientProvider client={queryClient}>
        {children}
        <Notifications position="bottom-right" limit={3} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

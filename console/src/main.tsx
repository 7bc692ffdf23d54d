import "@fontsource-variable/inter/wght.css";
// In a layer, so that our own styles win wherever the bundler puts them.
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./app/global.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { tellLibrariesTheNonce } from "./app/csp-nonce.ts";
import { reloadForNewerBuild } from "./app/newer-build.ts";
import { askForPageCode } from "./app/page-code.ts";
import { Providers } from "./app/providers.tsx";
import { router } from "./app/router.ts";

tellLibrariesTheNonce();
reloadForNewerBuild();
askForPageCode();

const root = document.getElementById("root");
if (root === null) throw new Error('index.html has no element with id "root".');
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Stands in the built page for a nonce that the server makes anew for each answer. */
export const NONCE_PLACEHOLDER = "LASTEDIT_NONCE";

/** For `npx vite console` while working on it: the API of a LastEdit that runs already. */
const runtime = process.env["LASTEDIT_URL"] ?? "http://127.0.0.1:7410";

export default defineConfig({
  root: here,
  base: "/",
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    outDir: fileURLToPath(new URL("../dist/console", import.meta.url)),
    emptyOutDir: true,
    target: "es2023",
    // Fonts and pictures as files: the page may load nothing from data addresses.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      // Libraries mark files for servers that render React; there is none here.
      onLog: (level, log, handle) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
  // The runtime answers its own pages only; here it is told that it is asked by one.
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: runtime, changeOrigin: true, headers: { origin: runtime } } },
  },
});

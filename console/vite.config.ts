import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { preloadWhatEachPageNeeds } from "./preload.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Stands in the built page for a nonce that the server makes anew for each answer. */
export const NONCE_PLACEHOLDER = "LASTEDIT_NONCE";

/** For `npx vite console` while working on it: the API of a LastEdit that runs already. */
const runtime = process.env["LASTEDIT_URL"] ?? "http://127.0.0.1:7410";

/** What only one page shows, and only after something else: each stays a file of its own. */
const HEAVY = /node_modules\/(recharts|victory-vendor|d3-[a-z]+|@mantine\/charts|@xyflow|@dagrejs)\//;

/**
 * Few files: each costs a request, and a page that waits for sixty of them waits longer than for their bytes. One holds
 * what shows first on any page, one what several pages share; the rest is a page's own.
 */
const CHUNKS = [
  { name: "start", tags: ["$initial" as const], priority: 2 },
  { name: "shared", minShareCount: 2, test: (id: string) => !HEAVY.test(id), priority: 1 },
];

export default defineConfig({
  root: here,
  base: "/",
  html: { cspNonce: NONCE_PLACEHOLDER },
  plugins: [preloadWhatEachPageNeeds(NONCE_PLACEHOLDER)],
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
      output: { codeSplitting: { groups: CHUNKS } },
    },
  },
  // The runtime answers its own pages only; here it is told that it is asked by one.
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: runtime, changeOrigin: true, headers: { origin: runtime } } },
  },
});

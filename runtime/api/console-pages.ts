import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import helmet from "@fastify/helmet";
import serveFiles from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { CONSOLE_FOLDER } from "../build/build-console.ts";
import type { ApiContext } from "./api-context.ts";
import { PAGE_POLICY, STRICT_TRANSPORT } from "./security-headers.ts";

/** Stands in the built page for the nonce of each answer. */
const NONCE_PLACEHOLDER = "LASTEDIT_NONCE";
/** Built files carry a digest in their name, so that one that is there never changes. */
const ONE_YEAR_MS = 31_536_000_000;

const NOT_BUILT =
  '<!doctype html><html lang="en-GB"><title>LastEdit</title><p>LastEdit is running. Its console is not built: stop LastEdit and run <code>npm start</code>.</p></html>';

/** Adds the console: its files, and its page under every path that is a page's. */
export async function addConsolePages(server: FastifyInstance, context: ApiContext): Promise<void> {
  await server.register(async (pages) => {
    await pages.register(helmet, {
      global: true,
      contentSecurityPolicy: false,
      strictTransportSecurity: false,
      referrerPolicy: { policy: "same-origin" },
    });
    pages.addHook("onSend", async (_request, reply) => {
      if (context.secure()) reply.header("strict-transport-security", STRICT_TRANSPORT);
      await Promise.resolve();
    });
    await pages.register(serveFiles, {
      root: path.join(CONSOLE_FOLDER, "assets"),
      prefix: "/assets/",
      preCompressed: true,
      immutable: true,
      maxAge: ONE_YEAR_MS,
      index: false,
    });
    for (const file of ["favicon.svg", "first.js"]) {
      pages.get(`/${file}`, (_request, reply) => reply.sendFile(file, CONSOLE_FOLDER, { maxAge: 3_600_000 }));
    }
    // A page's address has no file extension: one that has is a file that is not there.
    for (const url of ["/", "/*"])
      pages.get(url, (request, reply) =>
        /\.\w+$/.test(new URL(request.url, "http://x").pathname) ? reply.callNotFound() : sendPage(reply),
      );
  });
}

async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString("base64");
  const page = await readFile(path.join(CONSOLE_FOLDER, "index.html"), "utf8").catch(() => NOT_BUILT);
  return reply
    .headers({ "content-security-policy": policyWith(nonce), "cache-control": "no-store" })
    .type("text/html; charset=utf-8")
    .send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
}

function policyWith(nonce: string): string {
  const directives = { ...PAGE_POLICY, styleSrc: ["'self'", `'nonce-${nonce}'`] };
  return Object.entries(directives)
    .map(
      ([name, sources]) => `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${sources.join(" ")}`,
    )
    .join("; ");
}

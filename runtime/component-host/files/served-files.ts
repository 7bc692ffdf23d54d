import type { FastifyInstance } from "fastify";
import mime from "mime-types";
import { isRecord } from "../json.ts";
import type { FileStore } from "./file-store.ts";

/** An address of a file works for half an hour, as Pipedream's do. */
const ADDRESS_LASTS_MS = 30 * 60_000;

/** Seals and opens short texts; what was sealed elsewhere does not open. */
export interface Sealer {
  seal(text: string): string;
  /** @throws When it was not sealed here */
  open(sealed: string): string;
}

/** The address under which the outside may read one file of the store for a while. It can be neither guessed nor changed. */
export function fileAddress(sealer: Sealer, publicUrl: string, path: string, now = Date.now()): string {
  const sealed = sealer.seal(JSON.stringify({ path, until: now + ADDRESS_LASTS_MS }));
  return `${publicUrl}/files/${Buffer.from(sealed).toString("base64url")}`;
}

/** Adds `GET /files/<address>`. */
export function addFileRoutes(server: FastifyInstance, sealer: Sealer, files: FileStore): void {
  server.get<{ Params: { address: string } }>("/files/:address", async (request, reply) => {
    const path = pathOf(sealer, request.params.address);
    if (path === null) {
      const reason = "There is no file under this address, or its time is over.";
      return reply.code(404).send({ error: "no-such-file", reason });
    }
    const type = mime.contentType(path.split("/").at(-1) ?? "");
    return reply
      .header("content-type", type === false ? "application/octet-stream" : type)
      .header("content-disposition", "attachment")
      .header("x-content-type-options", "nosniff")
      .send(await files.open(path).createReadStream());
  });
}

function pathOf(sealer: Sealer, address: string): string | null {
  try {
    const opened = JSON.parse(sealer.open(Buffer.from(address, "base64url").toString())) as unknown;
    if (!isRecord(opened) || typeof opened["path"] !== "string") return null;
    return typeof opened["until"] === "number" && Date.now() < opened["until"] ? opened["path"] : null;
  } catch {
    return null;
  }
}

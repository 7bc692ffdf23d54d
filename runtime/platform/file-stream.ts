import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import mime from "mime-types";

export interface FileMetadata {
  /** Bytes. */
  readonly size: number;
  readonly contentType?: string | undefined;
  readonly lastModified?: Date | undefined;
  readonly name?: string | undefined;
  readonly etag?: string | undefined;
}

export interface FileWithMetadata {
  readonly stream: Readable;
  readonly metadata: FileMetadata;
}

/**
 * Reads a file of this machine, or what a URL gives (`http:`, `https:`, `data:`).
 *
 * @throws {Error} When there is no such file, or the URL does not answer with success
 */
export async function getFileStream(pathOrUrl: string): Promise<Readable> {
  if (!isUrl(pathOrUrl)) return localFile(pathOrUrl).then(({ stream }) => stream);
  return bodyOf(await fetchOk(pathOrUrl));
}

/** The same, with what is known of the file. Where the other side does not say how large it is, it is read to the end first. */
export async function getFileStreamAndMetadata(pathOrUrl: string): Promise<FileWithMetadata> {
  if (!isUrl(pathOrUrl)) return localFile(pathOrUrl);
  return pathOrUrl.startsWith("data:") ? dataUrl(pathOrUrl) : remoteFile(pathOrUrl);
}

function isUrl(pathOrUrl: string): boolean {
  return URL.canParse(pathOrUrl);
}

async function localFile(file: string): Promise<FileWithMetadata> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new Error(`File not found: ${file}`);
  const contentType = mime.lookup(file);
  return {
    stream: createReadStream(file),
    metadata: {
      size: found.size,
      lastModified: found.mtime,
      name: path.basename(file),
      contentType: contentType === false ? undefined : contentType,
    },
  };
}

async function dataUrl(url: string): Promise<FileWithMetadata> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  const contentType = response.headers.get("content-type") ?? undefined;
  const [header = ""] = url.split(",");
  const named = /;name=([^;]+)/.exec(header)?.[1];
  const extension = mime.extension(contentType ?? "");
  return {
    stream: Readable.from(bytes),
    metadata: {
      size: bytes.length,
      contentType: named === undefined ? contentType : contentType?.split(";")[0],
      name: named === undefined ? `file.${extension === false ? "bin" : extension}` : decodeURIComponent(named),
    },
  };
}

async function remoteFile(url: string): Promise<FileWithMetadata> {
  const response = await fetchOk(url);
  const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
  const name = path.posix.basename(new URL(url).pathname);
  const modified = header("last-modified");
  const guessed = mime.lookup(name);
  const metadata = {
    contentType: header("content-type") ?? (guessed === false ? undefined : guessed),
    lastModified: modified === undefined ? undefined : new Date(modified),
    name,
    etag: header("etag"),
  };
  const size = Number(header("content-length"));
  // An encoded body is longer than what its length says.
  if (header("content-length") !== undefined && header("content-encoding") === undefined) {
    return { stream: bodyOf(response), metadata: { ...metadata, size } };
  }
  return spooled(bodyOf(response), metadata);
}

/** Written to a file of its own to learn its size; the file is gone when the stream has been read or destroyed. */
async function spooled(body: Readable, metadata: Omit<FileMetadata, "size">): Promise<FileWithMetadata> {
  const file = path.join(tmpdir(), `lastedit-${randomUUID()}`);
  try {
    await pipeline(body, createWriteStream(file, { mode: 0o600 }));
    const { size } = await stat(file);
    const stream = createReadStream(file);
    stream.once("close", () => void rm(file, { force: true }));
    return { stream, metadata: { ...metadata, size } };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url);
  if (response.ok) return response;
  await response.body?.cancel();
  throw new Error(`Failed to fetch ${url}: ${response.status} ${response.statusText}`);
}

function bodyOf(response: Response): Readable {
  return response.body === null ? Readable.from([]) : Readable.fromWeb(response.body);
}

import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, readFile, rm } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { getFileStream } from "../../platform/file-stream.ts";

/** What may be done with the files of a store or of a `dir` prop. */
export type Access = "read" | "write" | "read-write";

export interface StoredFileOptions {
  /** From the store's root, with `/`. */
  readonly path: string;
  readonly localPath: string;
  readonly access: Access;
  readonly urlOf: ((path: string) => string) | undefined;
}

/** A file of `$.files`. As JSON it is `{ path }`, which `$.files.openDescriptor` takes back in a later step. */
export class StoredFile {
  readonly path: string;
  readonly #options: StoredFileOptions;

  constructor(options: StoredFileOptions) {
    this.path = options.path;
    this.#options = options;
  }

  /** @throws {Error} Where nothing serves the store's files */
  toUrl(): Promise<string> {
    const { urlOf } = this.#options;
    if (urlOf !== undefined) return Promise.resolve(urlOf(this.path));
    return Promise.reject(new Error(`${this.path} has no address: nothing serves files here. Use toBuffer or toFile.`));
  }

  /** Copies it to a path of this machine. */
  async toFile(localFilePath: string): Promise<void> {
    await copyFile(this.#toRead(), localFilePath);
  }

  async toBuffer(): Promise<Buffer> {
    return readFile(this.#toRead());
  }

  /** @param start - First byte, and `end` the one after the last; the whole file by default */
  async toEncodedString(encoding: BufferEncoding = "utf-8", start?: number, end?: number): Promise<string> {
    return (await readFile(this.#toRead())).subarray(start, end).toString(encoding);
  }

  async createReadStream(): Promise<Readable> {
    return Promise.resolve(createReadStream(this.#toRead()));
  }

  /** Replaces the content. Type and length are Pipedream's to know; here they are not needed. */
  async createWriteStream(_contentType?: string, _contentLength?: number): Promise<Writable> {
    return Promise.resolve(createWriteStream(this.#toWrite()));
  }

  async fromFile(localFilePath: string, _contentType?: string): Promise<this> {
    await copyFile(localFilePath, this.#toWrite());
    return this;
  }

  /** @throws {Error} When the URL does not answer with success; the file is then as it was */
  async fromUrl(url: string, _options?: unknown): Promise<this> {
    const target = this.#toWrite();
    await pipeline(await getFileStream(url), createWriteStream(target));
    return this;
  }

  async fromReadableStream(readable: Readable, _contentType?: string, _contentLength?: number): Promise<this> {
    await pipeline(readable, createWriteStream(this.#toWrite()));
    return this;
  }

  async delete(): Promise<void> {
    await rm(this.#toWrite(), { force: true });
  }

  /** Files of this runtime have no address to write to. */
  withoutPutUrl(): this {
    return this;
  }

  /**
   * What an event or a later step needs of the file, with an address to read it from where something serves the store.
   *
   * Assumption: the names are those that components put into their events; Pipedream documents none.
   */
  async withGetUrl(): Promise<{ readonly path: string; readonly get_url?: string }> {
    const { urlOf } = this.#options;
    return Promise.resolve(urlOf === undefined ? { path: this.path } : { path: this.path, get_url: urlOf(this.path) });
  }

  toJSON(): { readonly path: string } {
    return { path: this.path };
  }

  #toRead(): string {
    if (this.#options.access !== "write") return this.#options.localPath;
    throw new Error(`${this.path} may only be written: the prop's accessMode is "write". Nothing was read.`);
  }

  #toWrite(): string {
    if (this.#options.access !== "read") return this.#options.localPath;
    throw new Error(`${this.path} may only be read: the prop's accessMode is "read". Nothing was written.`);
  }
}

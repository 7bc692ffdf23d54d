import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Row } from "../row.ts";

export const googleDrive: Row = {
  number: 19,
  package: "@pipedream/google_drive",
  components: ["google_drive-new-files-instant", "google_drive-download-file"],
  exercises: "a hidden timer with a `static` interval that renews, `dir` props, streams through a vendor's SDK",
  async run(check, world) {
    const component = await world.load("@pipedream/google_drive/sources/new-files-instant/new-files-instant.mjs");
    const account = { $auth: { oauth_access_token: "google-token" } };
    const file = (id: string): object => ({
      id,
      name: `${id}.txt`,
      createdTime: "2026-08-01T00:00:00Z",
      mimeType: "text/plain",
      parents: ["folder-1"],
    });
    let files = [file("f1")];
    let channel = 0;
    world.outside.host("www.googleapis.com", {
      "GET /drive/v3/changes/startPageToken": () => ({ body: { startPageToken: "token-1" } }),
      "GET /drive/v3/changes": ({ query }) => ({
        body: { changes: [{ file: file("f2") }], newStartPageToken: `${query["pageToken"]}+` },
      }),
      "POST /drive/v3/changes/watch": () => ({
        body: { expiration: String(Date.now() + 3_600_000), resourceId: `res-${++channel}` },
      }),
      "POST /drive/v3/channels/stop": () => ({ status: 204 }),
      "GET /drive/v3/files": () => ({ body: { files } }),
      "*": ({ path: where, query }) =>
        query["alt"] === "media"
          ? { headers: { "content-type": "text/plain" }, body: `content of ${where.split("/").at(-1)}` }
          : { body: file(where.split("/").at(-1) ?? "") },
    });
    const source = await world.source(component, { googleDrive: account, drive: "My Drive", includeLink: true });
    check.equal("a static interval counts, though the prop is hidden", source.instance.schedule, {
      intervalSeconds: 82_080,
    });
    await source.instance.start();
    const [first] = source.events;
    check.equal("deploy emits what is there", [source.events.length, first?.id], [1, "f1"]);
    const stashed = (first?.event as { file?: { path?: string } }).file?.path ?? "";
    const kept = await readFile(
      path.join(world.files.folder, "stash", "google_drive-new-files-instant", stashed),
      "utf8",
    );
    check.equal("the file's content lies in the dir prop's folder", kept, "content of f1");
    const db = source.db();
    check.equal(
      "activate watches and remembers",
      [(db["subscription"] as { resourceId: string }).resourceId, db["pageToken"]],
      ["res-1", "token-1"],
    );

    const notice = (id: unknown): Record<string, string> => ({
      "x-goog-resource-state": "change",
      "x-goog-resource-id": "res-1",
      "x-goog-resource-uri": "u",
      "x-goog-message-number": "1",
      "x-goog-channel-id": String(id),
    });
    files = [file("f2"), file("f1")];
    check.equal(
      "a notice of another channel is answered",
      (await source.send("", { headers: notice("other") })).status,
      200,
    );
    check.equal("and ignored", source.events.length, 1);
    await source.send("", { headers: notice(db["channelID"]) });
    check.equal(
      "one of ours brings what is new",
      source.events.map(({ id }) => id),
      ["f1", "f2"],
    );
    check.equal("the next page's token is kept", source.db()["pageToken"], "token-1+");
    await source.tick();
    check.equal(
      "the timer renews: a new channel, the old one stopped",
      [
        (source.db()["subscription"] as { resourceId: string }).resourceId,
        world.outside.calls.some(({ path: where }) => where.endsWith("/channels/stop")),
      ],
      ["res-2", true],
    );
    check.ok("under a new id", source.db()["channelID"] !== db["channelID"], source.db());
    await source.instance.deactivate();
    check.equal(
      "deactivate forgets them",
      [source.db()["subscription"] ?? null, source.db()["pageToken"] ?? null],
      [null, null],
    );

    const download = await world.load("@pipedream/google_drive/actions/download-file/download-file.mjs");
    const target = path.join(world.files.folder, "tmp/report.txt");
    await (await import("node:fs/promises")).mkdir(path.dirname(target), { recursive: true });
    const result = await world.action(download, { googleDrive: account, fileId: "f9", filePath: target });
    check.equal("a file is streamed to disk", await readFile(target, "utf8"), "content of f9");
    check.equal("and the summary names it", result.summary, 'Successfully downloaded the file, "f9.txt"');
    const buffer = await world.action(download, { googleDrive: account, fileId: "f9", getBufferResponse: true });
    check.ok("or returned", JSON.stringify(buffer.returnValue).includes("f9.txt"), buffer.returnValue);
    await check.rejects(
      "without a place it is refused",
      world.action(download, { googleDrive: account, fileId: "f9" }),
      /File Path is required/,
    );
  },
};

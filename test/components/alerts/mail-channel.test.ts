import { afterEach, describe, expect, test } from "@jest/globals";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { createMailChannel } from "../../../components/alerts/mail-channel.ts";
import { readMailServer } from "../../../components/alerts/read-mail-server.ts";
import { anAlert, anItem, HOSTILE } from "./support/alerts.ts";
import { startMailServer } from "./support/mail-server.ts";
import type { MailServerForTests } from "./support/mail-server.ts";

const addresses = { from: "LastEdit <alerts@example.com>", to: ["ops@example.com", "anna@example.com"] };
let server: MailServerForTests | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const channelAt = (address: string, to = addresses.to, timeoutMs?: number) =>
  createMailChannel("ops", readMailServer(address, "ops"), { ...addresses, to }, timeoutMs);

/** The mail's parts with transfer encodings undone. */
function readable(raw: string): string {
  return raw
    .split(/\r?\n--/)
    .map((part) => {
      const [head = "", ...body] = part.split("\r\n\r\n");
      const text = body.join("\r\n\r\n");
      if (/base64/i.test(head)) return `${head}\n${Buffer.from(text, "base64").toString("utf8")}`;
      if (!/quoted-printable/i.test(head)) return `${head}\n${text}`;
      const bytes = text
        .replace(/=\r?\n/g, "")
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
      return `${head}\n${Buffer.from(bytes, "latin1").toString("utf8")}`;
    })
    .join("\n");
}

describe("mail", () => {
  test("reaches all addresses, as text and as HTML", async () => {
    server = await startMailServer();
    expect(await channelAt(`smtp://127.0.0.1:${server.port}`).send(anAlert())).toEqual({ notTakenFor: [] });
    expect(server.seen[0]).toMatchObject({ from: "alerts@example.com", to: addresses.to });
    const mail = readable(server.seen[0]!.raw);
    expect(mail).toMatch(/Subject: \[LastEdit\] #1001: The order changed after picking had begun/);
    expect(mail).toMatch(/X-Priority: 1/);
    expect(mail).toMatch(/Auto-Submitted: auto-generated/);
    expect(mail).toContain("What to do: Correct the parcel of Sales Order 1001.");
    expect(mail).toContain('<a href="https://demo.myshopify.com/admin/orders/5001">#1001 in Shopify</a>');
  });

  test("shows what customers wrote letter for letter, and lets them add no header", async () => {
    server = await startMailServer();
    const item = anItem({ whatHappened: HOSTILE, orderName: "#1\r\nBcc: evil@example.com", severity: "low" });
    await channelAt(`smtp://127.0.0.1:${server.port}`).send(anAlert([item]));
    const { raw, to } = server.seen[0]!;
    const mail = readable(raw);
    expect(to).toEqual(addresses.to);
    expect(raw.slice(0, raw.indexOf("\r\n\r\n"))).not.toMatch(/^Bcc:/m);
    expect(mail).toContain(`What happened: ${HOSTILE}`);
    const html = mail.slice(mail.indexOf("<div"));
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).not.toMatch(/<(script|b|!channel)/);
  });

  test("of a summary has all its entries", async () => {
    server = await startMailServer();
    const items = Array.from({ length: 14 }, (_, index) => anItem({ orderName: `#${index}` }));
    await channelAt(`smtp://127.0.0.1:${server.port}`).send(anAlert(items, "summary"));
    const mail = readable(server.seen[0]!.raw);
    expect(mail).toContain("Subject: [LastEdit] 14 exceptions");
    expect(mail).toContain("<h3");
    expect(mail).toContain("And 2 more: 2 × The order changed");
  });

  test("logs in where the server asks for it", async () => {
    const logins: string[] = [];
    server = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, callback) {
        logins.push(`${username} ${password}`);
        callback(null, { user: username });
      },
    });
    await channelAt(`smtp://ann%40example.com:p%40ss%2Fword@127.0.0.1:${server.port}`).send(anAlert());
    expect(logins).toEqual(["ann@example.com p@ss/word"]);
    expect(server.seen).toHaveLength(1);
  });
});

describe("a mail server that does not take an alert", () => {
  test("because of the login says so, without the password", async () => {
    server = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, callback) => callback(new Error(`wrong password ${String(password)}`)),
    });
    const error: unknown = await channelAt(`smtp://ann:p4ssw0rd-long@127.0.0.1:${server.port}`)
      .send(anAlert())
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "alert-refused", retry: "never" });
    expect((error as Error).message).toContain("user name or password is wrong");
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain("p4ssw0rd-long");
  });

  test("for some addresses says for which; the others got it", async () => {
    server = await startMailServer();
    const channel = channelAt(`smtp://127.0.0.1:${server.port}`, ["ops@example.com", "nobody@example.com"]);
    expect(await channel.send(anAlert())).toEqual({ notTakenFor: ["nobody@example.com"] });
    expect(server.seen).toMatchObject([{ to: ["ops@example.com"] }]);
  });

  test.each([
    ["for good", 550, "never"],
    ["for now", 451, "safe"],
  ] as const)("%s (%i) says whether it may be tried again", async (_, responseCode, retry) => {
    server = await startMailServer({
      onRcptTo: (_address, _session, callback) =>
        callback(Object.assign(new Error("We do not like you"), { responseCode })),
    });
    await expect(channelAt(`smtp://127.0.0.1:${server.port}`).send(anAlert())).rejects.toMatchObject({
      code: "alert-refused",
      retry,
      message: expect.stringContaining("We do not like you"),
    });
  });

  test("because nobody listens there got nothing", async () => {
    const gone = await startMailServer();
    await gone.close();
    await expect(channelAt(`smtp://127.0.0.1:${gone.port}`).send(anAlert())).rejects.toMatchObject({
      code: "alert-channel-unreachable",
      retry: "safe",
      effect: "nothing-sent",
    });
  });

  test("because it never greets is given up after the time-out", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    await expect(channelAt(`smtp://127.0.0.1:${port}`, addresses.to, 200).send(anAlert())).rejects.toMatchObject({
      code: "alert-channel-unreachable",
    });
    await new Promise((resolve) => silent.close(resolve));
  });

  test("in plain text is not sent anything, unless it is on this machine", async () => {
    server = await startMailServer();
    const settings = { host: "127.0.0.1", port: server.port, secure: false, mayBePlain: false, login: null };
    await expect(createMailChannel("ops", settings, addresses).send(anAlert())).rejects.toMatchObject({
      code: "alert-channel-unreachable",
      effect: "nothing-sent",
    });
    expect(server.seen).toEqual([]);
  });
});

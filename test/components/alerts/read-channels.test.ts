import { describe, expect, test } from "@jest/globals";
import { readAlertChannels } from "../../../components/alerts/read-channels.ts";
import { readMailServer } from "../../../components/alerts/read-mail-server.ts";
import { sendHttp } from "../../../components/shopify/send-http.ts";

const read = (alertChannels: string | string[], more: object = {}) =>
  readAlertChannels({ alertChannels, ...more }, sendHttp);
const mail = { alertMailServer: "smtps://smtp.example.com", alertMailFrom: "LastEdit <alerts@example.com>" };

describe("alert channels", () => {
  test("are read from lines of name, kind and address", () => {
    const lines = [
      "floor slack https://hooks.slack.com/services/T/B/key",
      "office  teams https://prod.logic.example/workflows?sig=x",
      " pager http http://127.0.0.1:8080/in ",
      "ops mail ops@example.com, anna@example.com;ben@example.com",
      "",
    ];
    expect(read(lines, mail).map(({ name }) => name)).toEqual(["floor", "office", "pager", "ops"]);
    expect(read("floor slack https://hooks.slack.com/x")).toHaveLength(1);
  });

  test.each<[string | string[], object, RegExp]>([
    [[], {}, /There is no alert channel; expected such as <name> <slack/],
    ["all slack https://x.example/secret", {}, /no usable name/],
    ["Floor slack https://x.example/secret", {}, /no usable name/],
    ["floor slak https://x.example/secret", {}, /"floor" cannot be read; expected <name> <slack/],
    ["floor constructor https://x.example/secret", {}, /"floor" cannot be read/],
    ["floor slack", {}, /"floor" cannot be read/],
    ["floor slack http://x.example/secret", {}, /"floor" \(slack\) is not usable; expected one that begins with https/],
    ["floor slack secret", {}, /"floor" \(slack\) is not usable/],
    [["a slack https://x.example/secret", "a teams https://x.example/secret"], {}, /two alert channels named "a"/],
    [
      "ops mail ops@example.com",
      { ...mail, alertMailServer: undefined },
      /"ops" needs a mail server; expected such as smtps:/,
    ],
    ["ops mail ops@example.com", { ...mail, alertMailServer: "https://secret" }, /needs a mail server/],
    ["ops mail ops@example.com", { ...mail, alertMailServer: "smtps://a%:secret@h" }, /not percent-encoded/],
    [
      "ops mail ops@example.com",
      { ...mail, alertMailFrom: "a@b\r\nBcc: c@d" },
      /The sender of the alert channel "ops"/,
    ],
    [
      "ops mail ops@example.com",
      { alertMailServer: mail.alertMailServer },
      /The sender of the alert channel "ops" is ""/,
    ],
    ["ops mail ops", mail, /"ops" has the mail address "ops"; expected such as ops@example.com/],
  ])("%j with %j are refused, without any address that may be secret", (lines, more, message) => {
    const refused = () => read(lines, more);
    expect(refused).toThrow(message);
    try {
      refused();
    } catch (error) {
      expect(String(error)).not.toContain("secret");
    }
  });
});

describe("a mail server's address", () => {
  test.each([
    ["smtps://smtp.example.com", { port: 465, secure: true, mayBePlain: false, login: null }],
    ["smtp://smtp.example.com", { port: 587, secure: false, mayBePlain: false }],
    ["smtp://127.0.0.1:2525", { host: "127.0.0.1", port: 2525, secure: false, mayBePlain: true }],
    ["smtp://[::1]:25", { host: "::1", port: 25, mayBePlain: true }],
    ["smtps://ann:pass@smtp.example.com:4650", { port: 4650, login: { user: "ann", password: "pass" } }],
  ])("%s is read", (address, expected) => {
    expect(readMailServer(address, "ops")).toMatchObject(expected);
  });
});

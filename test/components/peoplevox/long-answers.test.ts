import { describe, expect, test } from "@jest/globals";
import { readSoapResponse } from "../../../components/peoplevox/soap-response.ts";

const CALL = { operation: "GetData", kind: "read" } as const;

function answer(escaped: string, prefix = ""): string {
  const [open, close] = [`<${prefix}Detail>`, `</${prefix}Detail>`];
  return `<s:Envelope xmlns:s="x"><s:Body><GetDataResponse><GetDataResult><ResponseId>0</ResponseId><TotalCount>7</TotalCount>${open}${escaped}${close}<Statuses/></GetDataResult></GetDataResponse></s:Body></s:Envelope>`;
}

const escape = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");

const RECORD = `"A & B","5 < 6 > 4","it's","&amp;lt; &#38;lt; &quot;","café 🧣"\n`;

describe.each([
  ["a short", 1],
  ["a long", 1000],
])("%s answer", (_what, records) => {
  const text = RECORD.repeat(records);

  test.each([
    ["as Peoplevox writes it", answer(escape(text))],
    ["with a namespace prefix", answer(escape(text), "pvx:")],
    ["with character references", answer(escape(text).replaceAll("é", "&#233;").replaceAll("&lt;", "&#x3C;"))],
    ["in CDATA", answer(`<![CDATA[${text}]]>`)],
  ])("%s is read letter for letter", (_how, xml) => {
    expect(readSoapResponse(CALL, 200, xml)).toMatchObject({ responseId: 0, totalCount: 7, detail: text });
  });
});

test("a long answer that is cut off is refused", () => {
  const xml = answer(escape(RECORD.repeat(1000)));
  for (const end of [xml.length - 20, Math.floor(xml.length / 2)]) {
    expect(() => readSoapResponse(CALL, 200, xml.slice(0, end))).toThrow("no complete SOAP envelope");
  }
});

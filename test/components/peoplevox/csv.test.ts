import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readCsv, writeCsv } from "../../../components/peoplevox/csv.ts";
import { escapeXml } from "../../../components/peoplevox/soap-envelope.ts";
import { readSoapResponse } from "../../../components/peoplevox/soap-response.ts";
import { templateNames } from "../../../components/peoplevox/template-names.ts";
import { soapAnswer } from "./support/soap-test-server.ts";

const asIs = (name: string) => name;

test("any text that XML can carry survives CSV and XML there and back", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }), (values) => {
      const rows = values.map((value) => ({ Key: "K", Value: xmlText(value) }));
      const csv = writeCsv(rows, ["Key", "Value"], asIs);
      const xml = soapAnswer("GetData", { detail: "DETAIL" }).replace("DETAIL", () => escapeXml(csv));
      const { detail } = readSoapResponse({ operation: "GetData", kind: "read" }, 200, xml);
      expect(readCsv(detail, asIs)).toEqual(rows);
    }),
  );
});

/** What XML 1.0 cannot carry goes out as a space. */
function xmlText(value: string): string {
  return value.replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, " ");
}

test("a control character or half a character goes out as something XML can carry", () => {
  expect(escapeXml("a\u0000b\u000Bc\uD800d\uFFFFe")).toBe("a b c\uFFFDd e");
});

test("a row without a value for a column is refused, never written as a blank", () => {
  expect(() => writeCsv([{ A: "1", B: "2" }, { A: "1" }], ["A", "B"], asIs)).toThrow("A row has no value for B");
});

test("only the columns that are wanted are kept, by their documented names", () => {
  const toName = (header: string) => (header === "SKU" ? "ItemCode" : header);
  const csv = '"Name","SKU","Tags"\n"Tee","T-1","a,b"\n"Hat","H-1",""\n';
  expect(readCsv(csv, toName, ["ItemCode", "Name"])).toEqual([
    { Name: "Tee", ItemCode: "T-1" },
    { Name: "Hat", ItemCode: "H-1" },
  ]);
  expect(readCsv('"Name"\n', toName)).toEqual([]);
  expect(readCsv("", toName)).toEqual([]);
});

test("rows longer or shorter than the header are refused, not shifted", () => {
  expect(() => readCsv('"A","B"\n"1","2","3"\n', asIs)).toThrow("Invalid Record Length");
});

test("a byte order mark and blank lines do no harm, an unescaped quote harms its own value only", () => {
  expect(readCsv('\uFEFF"A","B"\n\n"5" plate","1"\n"2","3"\n\n', asIs)).toEqual([
    { A: '"5" plate"', B: "1" },
    { A: "2", B: "3" },
  ]);
});

test("renamed columns are known inside by their documented names, whatever case the tenant uses", () => {
  const names = templateNames("salesOrders", {
    templates: { salesOrders: "Sales Orders" },
    columns: { salesOrders: { SalesOrderNumber: "name", Customer: "SalesOrderNumber", Priority: "urgency" } },
  });
  expect(names.template).toBe("Sales Orders");
  const headers = ["NAME", "SalesOrderNumber", "onhold", "urgency", "own column"];
  expect(headers.map((header) => names.toColumn(header))).toEqual([
    "SalesOrderNumber",
    "Customer",
    "OnHold",
    "Priority",
    "own column",
  ]);
  expect(["SalesOrderNumber", "Customer", "OnHold"].map((column) => names.toHeader(column))).toEqual([
    "name",
    "SalesOrderNumber",
    "OnHold",
  ]);
});

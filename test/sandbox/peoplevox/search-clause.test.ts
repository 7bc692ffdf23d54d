import { expect, test } from "@jest/globals";
import { compileSearch, type SearchField } from "../../../sandbox/peoplevox/search/compile.ts";

interface Order {
  readonly number: string;
  readonly quantity: number;
  readonly date: number | null;
  readonly held: boolean;
  readonly status: number;
}

const FIELDS: SearchField<Order>[] = [
  { name: "SalesOrderNumber", type: "text", value: ({ number }) => number },
  { name: "Salesorder number", type: "text", value: ({ number }) => number },
  { name: "Site.Reference", type: "text", value: () => "PrimarySite" },
  { name: "QuantityOrdered", type: "number", value: ({ quantity }) => quantity },
  { name: "RequestedDeliveryDate", type: "date", value: ({ date }) => date },
  { name: "OnHold", type: "flag", value: ({ held }) => held },
  { name: "Status", type: "number", value: ({ status }) => status },
];

const ORDERS: Order[] = [
  { number: "SO-1001", quantity: 1, date: Date.UTC(2024, 0, 31, 23, 59), held: false, status: 5 },
  { number: "so-1002", quantity: 2, date: Date.UTC(2024, 1, 1), held: true, status: 0 },
  { number: 'B"3', quantity: 3, date: null, held: false, status: 7 },
];

const found = (clause: string): string[] => ORDERS.filter(compileSearch(clause, FIELDS)).map(({ number }) => number);

test.each([
  ["", ["SO-1001", "so-1002", 'B"3']],
  ['SalesOrderNumber == "SO-1001"', ["SO-1001"]],
  ['SalesOrderNumber = "SO-1001"', ["SO-1001"]],
  ['SalesOrderNumber.Equals("SO-1001")', ["SO-1001"]],
  ['salesOrderNumber.Equals("SO-1002")', ["so-1002"]],
  ['[Salesorder number].Equals("SO-1001")', ["SO-1001"]],
  ['([Salesorder number].Equals("SO-1001"))', ["SO-1001"]],
  ['SalesOrderNumber != "SO-1001"', ["so-1002", 'B"3']],
  ['!SalesOrderNumber.Equals("SO-1001")', ["so-1002", 'B"3']],
  ['SalesOrderNumber.Contains("100")', ["SO-1001", "so-1002"]],
  ['!SalesOrderNumber.Contains("100")', ['B"3']],
  ['SalesOrderNumber.StartsWith("SO-")', ["SO-1001", "so-1002"]],
  ['SalesOrderNumber.EndsWith("2")', ["so-1002"]],
  ['SalesOrderNumber.Equals("B\\"3")', ['B"3']],
  ["QuantityOrdered > 1", ["so-1002", 'B"3']],
  ["QuantityOrdered >= 2 AND QuantityOrdered <= 2", ["so-1002"]],
  ["QuantityOrdered < 2", ["SO-1001"]],
  ["QuantityOrdered == 1 or QuantityOrdered == 3", ["SO-1001", 'B"3']],
  ["QuantityOrdered == 1 OR QuantityOrdered == 2 AND OnHold", ["SO-1001", "so-1002"]],
  ["(QuantityOrdered == 1 OR QuantityOrdered == 2) and OnHold == true", ["so-1002"]],
  ["OnHold.Equals(false)", ["SO-1001", 'B"3']],
  ["!OnHold && Status.Equals(5)", ["SO-1001"]],
  ["!(OnHold || Status == 5)", ['B"3']],
  ["RequestedDeliveryDate >= DateTime(2024,01,31,23,59,00)", ["SO-1001", "so-1002"]],
  ["RequestedDeliveryDate < DateTime(2024,2,1,0,0,0)", ["SO-1001"]],
  ["RequestedDeliveryDate > '2024-01-31 23:59'", ["so-1002"]],
  ["RequestedDeliveryDate != DateTime(2024,02,01,00,00,00)", ["SO-1001", 'B"3']],
  ['Site.Reference = "PrimarySite" AND Status.Equals(0)', ["so-1002"]],
])("the clause %s finds %j", (clause, expected) => {
  expect(found(clause)).toEqual(expected);
});

test.each([
  ["SalesOrderNumber", "holds a text, not a flag"],
  ['SalesOrderNumber == "SO', "Syntax error at position 20"],
  ["SalesOrderNumber == SO", "expected a value"],
  ['Nothing == "1"', "No property or field 'Nothing' exists"],
  ['SalesOrderNumber.Like("1")', "No applicable method 'Like'"],
  ['Equals("1")', "'Equals' is not a condition"],
  ['Status.Equals("Despatched")', "'Status' holds a number, not a text"],
  ['QuantityOrdered > "1"', "holds a number, not a text"],
  ["SalesOrderNumber > 1", "holds a text, not a number"],
  ['QuantityOrdered.Contains("1")', "holds a number, not a text"],
  ["RequestedDeliveryDate > DateTime(2024,02,31,00,00,00)", "is not a date"],
  ["RequestedDeliveryDate > DateTime(2024,02)", "is not a date"],
  ["RequestedDeliveryDate > 'soon'", "'soon' is not a date"],
  ['(SalesOrderNumber == "1"', "expected ')', but the clause ends"],
  ['SalesOrderNumber == "1" "2"', "expected the end"],
  ['SalesOrderNumber == "1" AND', "expected a field"],
  [`${"(".repeat(300)}OnHold${")".repeat(300)}`, "nested too deeply"],
])("the clause %s is refused: %s", (clause, message) => {
  expect(() => found(clause)).toThrow(message);
});

test("a chain of 100 alternatives finds what any of them finds", () => {
  const clause = Array.from({ length: 100 }, (_, i) => `SalesOrderNumber.Equals("SO-${1000 + i}")`).join(" OR ");
  expect(found(clause)).toEqual(["SO-1001", "so-1002"]);
});

import type { ServerResponse } from "node:http";
import { sendSoap, startSoapTestServer } from "./soap-test-server.ts";
import type { AnswerParts, SeenRequest, SoapTestServer } from "./soap-test-server.ts";

type Row = Record<string, string>;

export interface SmallPeoplevox extends SoapTestServer {
  /** Rows by template, as stored. */
  readonly tables: Record<string, Row[]>;
  /** Ends every session. */
  expireSessions(): void;
  /** Runs before each request; `true` means that it has answered. */
  intercept: (request: SeenRequest, response: ServerResponse) => boolean | Promise<boolean>;
  /** The message with which a row is refused, or `null`. */
  refuseRow: (template: string, row: Row) => string | null;
  sessionsMade: number;
}

const KEYS: Record<string, string[]> = {
  "Sales orders": ["SalesOrderNumber"],
  "Sales order items": ["SalesOrderNumber", "ItemCode"],
  "Item types": ["ItemCode"],
};

/**
 * The part of Peoplevox that client tests need, written from its facts alone: sessions, equality searches joined by
 * OR, paging, upsert by key with blank overwrites, a status per row.
 */
export async function startSmallPeoplevox(tables: Record<string, Row[]> = {}): Promise<SmallPeoplevox> {
  let sessions = new Set<string>();
  const server = await startSoapTestServer(async (request, response) => {
    if (await peoplevox.intercept(request, response)) return;
    const answer = (parts: AnswerParts) => {
      sendSoap(response, request.operation, parts);
    };
    if (request.operation === "Authenticate") {
      const isKnown = request.text("username") === "api" && request.text("password") === "c2VjcmV0LXBhc3N3b3Jk";
      if (!isKnown) {
        answer({ responseId: -1, detail: "System : Security:Invalid Username or Password" });
        return;
      }
      peoplevox.sessionsMade += 1;
      const session = `11112222-3333-4444-5555-${String(peoplevox.sessionsMade).padStart(12, "0")}`;
      sessions.add(session);
      answer({ totalCount: 1, detail: `acme1234,${session}` });
      return;
    }
    if (!sessions.has(request.text("SessionId"))) {
      answer({ responseId: -1, detail: "System : Security - Invalid Session" });
      return;
    }
    const template = request.text("TemplateName");
    const rows = (tables[template] ??= []);
    if (request.operation === "GetData") {
      answer(find(rows, request));
      return;
    }
    if (request.operation === "SaveData") {
      answer(save(template, rows, request));
      return;
    }
    throw new Error(`The small Peoplevox knows no ${request.operation}`);
  });

  function save(template: string, rows: Row[], request: SeenRequest): AnswerParts {
    const key = KEYS[template] ?? [];
    const refusals: string[] = [];
    const statuses = readCsvOfTest(request.text("CsvData")).map((row, index) => {
      const refusal = peoplevox.refuseRow(template, row);
      if (refusal === null) {
        const at = rows.findIndex((stored) => key.every((column) => stored[column] === row[column]));
        if (request.text("Action") === "2") rows.splice(at, at === -1 ? 0 : 1);
        else if (at === -1) rows.push({ ...row });
        else Object.assign(rows[at]!, row);
      } else refusals.push(refusal);
      const reference = key.map((column) => row[column]).join(" - ");
      return { reference, status: refusal === null ? "Success" : "Error", lineNo: index + 1 };
    });
    const isPartial = refusals.length > 0;
    return {
      responseId: isPartial ? -1 : 0,
      totalCount: statuses.length - refusals.length,
      detail: refusals.join("\n"),
      statuses,
    };
  }

  const peoplevox: SmallPeoplevox = {
    ...server,
    tables,
    intercept: () => false,
    refuseRow: () => null,
    sessionsMade: 0,
    expireSessions: () => {
      sessions = new Set();
    },
  };
  return peoplevox;
}

function find(rows: Row[], request: SeenRequest): AnswerParts {
  const clause = request.text("SearchClause");
  const terms = [...clause.matchAll(/(\w+)\.(Equals|Contains)\("([^"]*)"\)/g)];
  const found = rows.filter(
    (row) =>
      clause === "" ||
      terms.some(([, field = "", verb, value = ""]) =>
        verb === "Equals" ? row[field] === value : row[field]?.includes(value),
      ),
  );
  const size = Number(request.text("ItemsPerPage")) || found.length;
  const start = (Number(request.text("PageNo")) - 1) * size;
  const header = Object.keys(rows[0] ?? {});
  const lines = [header, ...found.slice(start, start + size).map((row) => header.map((column) => row[column] ?? ""))];
  const detail = lines.map((line) => line.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\n");
  return { totalCount: found.length, detail: rows.length === 0 ? "" : `${detail}\n` };
}

/** Reads CSV in which each value is quoted. */
export function readCsvOfTest(csv: string): Row[] {
  const lines: string[][] = [[]];
  for (const [, value = "", end] of csv.matchAll(/"((?:[^"]|"")*)"(,|\r?\n|$)/g)) {
    lines.at(-1)!.push(value.replaceAll('""', '"'));
    if (end !== "," && end !== "") lines.push([]);
  }
  const [header = [], ...rows] = lines;
  return rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index] ?? ""])));
}

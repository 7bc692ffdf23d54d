import axios from "axios";
import type { AxiosInstance } from "axios";
import { readColumnNames, readCsv, writeCsv } from "./csv.ts";
import type { DataRow } from "./csv.ts";
import {
  PeoplevoxPagesMovedError,
  PeoplevoxRequestRefusedError,
  PeoplevoxTemplateNotConfiguredError,
  PeoplevoxUnreadableAnswerError,
} from "./peoplevox-errors.ts";
import { createRequestBudget, REAL_WAITING } from "./request-budget.ts";
import type { RequestBudget, Waiting } from "./request-budget.ts";
import { rowOutcomes } from "./row-outcomes.ts";
import type { RowOutcome } from "./row-outcomes.ts";
import { createSoapCalls } from "./soap-calls.ts";
import type { PeoplevoxCredentials, RequestReport } from "./soap-calls.ts";
import { createSoapTransport } from "./soap-transport.ts";
import type { SoapTransport } from "./soap-transport.ts";
import { TEMPLATES } from "./template-table.ts";
import type { TemplateKey } from "./template-table.ts";
import { templateNames } from "./template-names.ts";
import type { ConnectionProfile } from "./tenant-profile/connection-profile.ts";

export interface PeoplevoxClientOptions {
  /** Full `.asmx` address; see `peoplevoxAddress`. */
  readonly url: string;
  readonly credentials: PeoplevoxCredentials;
  readonly profile: ConnectionProfile;
  /** Default: a budget of this client alone, from the profile. */
  readonly budget?: RequestBudget;
  readonly http?: AxiosInstance;
  /** How envelopes travel. Default: over `http`. */
  readonly transport?: SoapTransport;
  readonly waiting?: Waiting;
  readonly onRequest?: (report: RequestReport) => void;
}

/** A value, or a function called when the request gets its place in the budget: until then it may still grow. */
export type Deferred<T> = T | (() => T);

export interface DataQuery {
  /** See `search-clause.ts`; leave out for all records. */
  readonly search?: string;
  /** From 1. */
  readonly page?: number;
  /** At most 1,000, the most Peoplevox gives. */
  readonly itemsPerPage?: number;
  /** Columns to keep of the answer, for long tables: Peoplevox sends all that the template has. */
  readonly keep?: readonly string[];
}

export interface ReportQuery extends DataQuery {
  readonly filter?: string;
  /** `[Caption] asc` */
  readonly orderBy?: string;
  /** `[Caption],[Caption]`; leave out for all. */
  readonly columns?: string;
}

export interface DataPage {
  readonly rows: readonly DataRow[];
  /** Matching records over all pages. */
  readonly totalCount: number;
}

/** 0 adds or changes, 1 does so without allocating stock, 2 deletes. */
export type SaveAction = 0 | 1 | 2;

export interface EventSubscription {
  readonly eventType: string;
  readonly filter?: string;
  /** Whether Peoplevox URL-encodes the values it puts in; left to the service where absent. */
  readonly encodeParameterData?: boolean;
}

/** All that Peoplevox's integration service can do, with documented names of columns. */
export interface PeoplevoxClient {
  getData(template: TemplateKey, query: Deferred<DataQuery>): Promise<DataPage>;
  /** Reads page after page, and again from the first when the number of records moved meanwhile. */
  getAllData(template: TemplateKey, search: Deferred<string>): Promise<DataRow[]>;
  /** Columns are the report's captions. Dates come as Peoplevox writes them: `'31/01/2026 23:59:00'`. */
  getReportData(report: string, query: ReportQuery): Promise<DataPage>;
  getReportColumns(report: string): Promise<string[]>;
  /** The tenant's columns of a template. @throws {PeoplevoxTemplateNotConfiguredError} */
  getSaveTemplate(template: TemplateKey): Promise<string[]>;
  /**
   * One SaveData; all rows have the same columns, at most `rowsPerSave`.
   * Resolves also when rows are refused: look at each outcome.
   */
  saveData(template: TemplateKey, action: SaveAction, rows: Deferred<readonly DataRow[]>): Promise<RowOutcome[]>;
  /** Peoplevox calls `callbackUrl` by GET with `{Tokens}` filled in. @returns The subscription's id: keep it, there is no list. */
  subscribeEvent(subscription: EventSubscription & { readonly callbackUrl: string }): Promise<string>;
  subscribePostEvent(
    subscription: EventSubscription & { readonly postUrl: string; readonly postParams: string },
  ): Promise<string>;
  unsubscribeEvent(subscriptionId: string): Promise<void>;
}

const MAX_ITEMS_PER_PAGE = 1000;
const TRIES_FOR_STABLE_PAGES = 3;

export function createPeoplevoxClient(options: PeoplevoxClientOptions): PeoplevoxClient {
  const { url, credentials, profile, waiting = REAL_WAITING } = options;
  const call = createSoapCalls({
    transport: options.transport ?? createSoapTransport(options.http ?? axios.create(), url, profile.timeoutMs),
    credentials,
    region: profile.region,
    budget: options.budget ?? createRequestBudget(profile.requestBudget, waiting),
    waiting,
    onRequest: options.onRequest ?? (() => undefined),
  });
  const names = (template: TemplateKey) => templateNames(template, profile);

  async function getData(template: TemplateKey, query: Deferred<DataQuery>): Promise<DataPage> {
    const { template: subject, toColumn } = names(template);
    let keep: readonly string[] | undefined;
    const parameters = () => {
      const asked = settled(query);
      keep = asked.keep;
      return { getRequest: requestOf(subject, asked) };
    };
    const result = await call({ operation: "GetData", kind: "read", subject, parameters });
    return { rows: readRows("GetData", result.detail, toColumn, keep), totalCount: result.totalCount };
  }

  async function readPages(
    template: TemplateKey,
    first: Deferred<DataQuery>,
    query: () => DataQuery,
  ): Promise<DataRow[] | null> {
    const { rows, totalCount } = await getData(template, first);
    const all = [...rows];
    for (let page = 2; (page - 1) * MAX_ITEMS_PER_PAGE < totalCount; page += 1) {
      const next = await getData(template, { ...query(), page });
      if (next.totalCount !== totalCount) return null;
      all.push(...next.rows);
    }
    return all;
  }

  async function getAllData(template: TemplateKey, search: Deferred<string>): Promise<DataRow[]> {
    let clause: string | undefined;
    const query = (): DataQuery => {
      clause ??= settled(search);
      return { search: clause, itemsPerPage: MAX_ITEMS_PER_PAGE };
    };
    for (let tried = 0; tried < TRIES_FOR_STABLE_PAGES; tried += 1) {
      const rows = await readPages(template, query, query);
      if (rows !== null) return rows;
    }
    throw new PeoplevoxPagesMovedError(names(template).template, TRIES_FOR_STABLE_PAGES);
  }

  async function getReportData(report: string, query: ReportQuery): Promise<DataPage> {
    const getReportRequest = {
      ...requestOf(report, query),
      FilterClause: query.filter,
      OrderBy: query.orderBy,
      Columns: query.columns,
    };
    const parameters = () => ({ getReportRequest });
    const result = await call({ operation: "GetReportData", kind: "read", subject: report, parameters });
    return { rows: readRows("GetReportData", result.detail, (caption) => caption), totalCount: result.totalCount };
  }

  async function getReportColumns(report: string): Promise<string[]> {
    const parameters = () => ({ templateName: report });
    return readColumnNames(
      (await call({ operation: "GetReportColumns", kind: "read", subject: report, parameters })).detail,
    );
  }

  async function getSaveTemplate(template: TemplateKey): Promise<string[]> {
    const { template: subject, toColumn } = names(template);
    const parameters = () => ({ templateName: subject });
    const result = await call({ operation: "GetSaveTemplate", kind: "read", subject, parameters }).catch(
      (error: unknown) => {
        if (error instanceof PeoplevoxRequestRefusedError) {
          throw new PeoplevoxTemplateNotConfiguredError(subject, `it cannot be used ("${error.detail}").`);
        }
        throw error;
      },
    );
    const columns = readColumnNames(result.detail);
    if (columns.length === 0) throw new PeoplevoxTemplateNotConfiguredError(subject, "it has no columns.");
    return columns.map(toColumn);
  }

  async function saveData(
    template: TemplateKey,
    action: SaveAction,
    rows: Deferred<readonly DataRow[]>,
  ): Promise<RowOutcome[]> {
    const { template: subject, toHeader } = names(template);
    let sent: readonly DataRow[] = [];
    const parameters = () => {
      sent = settled(rows);
      const CsvData = writeCsv(sent, Object.keys(sent[0] ?? {}), toHeader);
      return { saveRequest: { TemplateName: subject, CsvData, Action: action } };
    };
    const result = await call({ operation: "SaveData", kind: "write", subject, parameters });
    return rowOutcomes(
      sent.map((row) => rowReference(template, row)),
      result,
    );
  }

  async function subscribe(
    operation: string,
    subscription: EventSubscription,
    target: Readonly<Record<string, string>>,
  ): Promise<string> {
    const { eventType, filter = "", encodeParameterData } = subscription;
    const parameters = () => ({ eventType, filter, ...target, encodeParameterData });
    return (await call({ operation, kind: "write", subject: eventType, parameters })).detail.trim();
  }

  return {
    getData,
    getAllData,
    getReportData,
    getReportColumns,
    getSaveTemplate,
    saveData,
    subscribeEvent: (event) => subscribe("SubscribeEvent", event, { callbackUrl: event.callbackUrl }),
    subscribePostEvent: (event) =>
      subscribe("SubscribePostEvent", event, { postUrl: event.postUrl, postParams: event.postParams }),
    unsubscribeEvent: async (subscriptionId) => {
      await call({ operation: "UnsubscribeEvent", kind: "write", subject: "", parameters: () => ({ subscriptionId }) });
    },
  };
}

/** A row's key as Peoplevox writes it in `Reference`: key columns joined by space, hyphen, space. */
export function rowReference(template: TemplateKey, row: DataRow): string {
  return TEMPLATES[template].key.map((column) => row[column] ?? "").join(" - ");
}

function settled<T extends object | string>(value: Deferred<T>): T {
  return isDeferred(value) ? value() : value;
}

function isDeferred<T>(value: Deferred<T>): value is () => T {
  return typeof value === "function";
}

function requestOf(template: string, query: DataQuery) {
  const { search, page = 1, itemsPerPage = MAX_ITEMS_PER_PAGE } = query;
  return { TemplateName: template, PageNo: page, ItemsPerPage: itemsPerPage, SearchClause: search };
}

function readRows(
  operation: string,
  csv: string,
  toColumn: (header: string) => string,
  keep?: readonly string[],
): DataRow[] {
  try {
    return readCsv(csv, toColumn, keep);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : "broken CSV";
    throw new PeoplevoxUnreadableAnswerError({ operation, kind: "read", problem });
  }
}

import { budgetOf } from "../../components/peoplevox/request-budget.ts";
import type { RequestBudget } from "../../components/peoplevox/request-budget.ts";
import { peoplevoxAddress } from "../../components/peoplevox/peoplevox-address.ts";
import { readPeoplevoxProfile } from "../../components/peoplevox/tenant-profile/read-profile.ts";
import { maskText } from "../component-host/secrets.ts";
import type { DataStore } from "../component-host/types.ts";
import type { ConnectionFields } from "../recipes/index.ts";
import { graphqlSuccess, HTTP_SUCCESS, soapSuccess } from "./answers.ts";
import { classifyRequest } from "./classify-request.ts";
import type { RequestKind } from "./classify-request.ts";
import type { Ask, HeldAnswer, HeldRequest } from "./messages.ts";
import { OverlayStore } from "./overlay-store.ts";
import { PeoplevoxOverlay } from "./peoplevox-overlay.ts";
import { performRead, withDetail } from "./perform-read.ts";
import { mailSent, recordChanged, requestSent, sendAsked } from "./would-send.ts";
import type { WouldSend } from "./would-send.ts";

export interface DryDoorOptions {
  readonly connections: ConnectionFields;
  readonly secrets: readonly string[];
  dataStore(name: string): Pick<DataStore, "get" | "keys">;
}

export interface ReadCounts {
  readonly peoplevox: number;
  readonly shopify: number;
  readonly other: number;
}

interface Tenant {
  readonly overlay: PeoplevoxOverlay;
  readonly budget: RequestBudget;
}

/** The only way out of a dry run: makes requests that read, and keeps the others, answered as if they had worked. */
export class DryDoor {
  readonly #options: DryDoorOptions;
  readonly #tenants = new Map<string, Tenant>();
  readonly #stores = new Map<string, OverlayStore>();
  readonly #sent: WouldSend[] = [];
  #secrets: readonly string[];
  readonly #reads = { peoplevox: 0, shopify: 0, other: 0 };

  constructor(options: DryDoorOptions) {
    this.#options = options;
    this.#secrets = options.secrets;
  }

  /** What would have been sent, in order, secrets removed. */
  get wouldSend(): readonly WouldSend[] {
    return this.#sent;
  }

  get reads(): ReadCounts {
    return this.#reads;
  }

  /** Keeps further values out of what is shown. */
  hide(secrets: readonly string[]): void {
    this.#secrets = [...this.#secrets, ...secrets];
  }

  async answer(ask: Ask): Promise<unknown> {
    switch (ask.what) {
      case "request":
        return this.#request(ask.step, ask.request);
      case "mail":
        return this.#keep(mailSent(ask.step, ask.mail));
      case "send":
        return this.#keep(sendAsked(ask.step, ask.kind, ask.config));
      case "store":
        return this.#store(ask.step, ask.store).answer(ask.call);
    }
  }

  async #request(step: string, request: HeldRequest): Promise<HeldAnswer> {
    const kind = classifyRequest(request);
    if (kind.reads) return this.#read(kind, request);
    const { answer, answered, rows } = this.#pretend(kind, request);
    this.#keep(requestSent(step, request, kind, { answered, rows }));
    return answer;
  }

  async #read(kind: RequestKind, request: HeldRequest): Promise<HeldAnswer> {
    this.#reads[kind.system] += 1;
    if (kind.system !== "peoplevox") return performRead(request);
    const { overlay, budget } = this.#tenant(request.url);
    const release = await budget.acquire();
    const answer = await performRead(request).finally(release);
    if (kind.operation !== "GetData") return answer;
    const asked = (kind.parameters["getRequest"] ?? {}) as Record<string, unknown>;
    return withDetail(answer, (csv) => overlay.overlaid(text(asked["TemplateName"]), text(asked["SearchClause"]), csv));
  }

  #pretend(
    kind: RequestKind,
    request: HeldRequest,
  ): { readonly answer: HeldAnswer; readonly answered: string; readonly rows: number | null } {
    if (kind.system === "shopify")
      return { answer: graphqlSuccess(kind.query), answered: "done, no user errors", rows: null };
    if (kind.system !== "peoplevox") return { answer: HTTP_SUCCESS, answered: "200 OK", rows: null };
    if (kind.operation !== "SaveData")
      return { answer: soapSuccess(kind.operation, 1, "0"), answered: "done", rows: null };
    const { TemplateName, CsvData, Action } = (kind.parameters["saveRequest"] ?? {}) as Record<string, unknown>;
    const { overlay } = this.#tenant(request.url);
    const rows = overlay.save(text(TemplateName), text(CsvData), Number(Action ?? 0));
    return { answer: soapSuccess("SaveData", rows), answered: `stored ${rows} row${rows === 1 ? "" : "s"}`, rows };
  }

  #tenant(url: string): Tenant {
    const key = url.toLowerCase();
    const known = this.#tenants.get(key);
    if (known !== undefined) return known;
    const fields = Object.values(this.#options.connections).find((each) => addressOf(each) === key);
    const profile = readPeoplevoxProfile(fields?.["peoplevoxProfile"]).connection;
    const made = { overlay: new PeoplevoxOverlay(profile), budget: budgetOf(key, profile.requestBudget) };
    this.#tenants.set(key, made);
    return made;
  }

  #store(step: string, name: string): OverlayStore {
    const known = this.#stores.get(name);
    if (known !== undefined) return known;
    const made = new OverlayStore(this.#options.dataStore(name), (change) => {
      this.#keep(recordChanged(step, name, change));
    });
    this.#stores.set(name, made);
    return made;
  }

  #keep(sent: WouldSend): null {
    const hide = (words: string): string => maskText(words, this.#secrets);
    this.#sent.push({ ...sent, what: hide(sent.what), target: hide(sent.target), content: hide(sent.content) });
    return null;
  }
}

function addressOf(fields: Readonly<Record<string, unknown>>): string | null {
  const [url, clientId] = [fields["peoplevoxUrl"], fields["peoplevoxClientId"]];
  if (typeof url !== "string" || typeof clientId !== "string") return null;
  try {
    return peoplevoxAddress(url, clientId).toLowerCase();
  } catch {
    return null;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

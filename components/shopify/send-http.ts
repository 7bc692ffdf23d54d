import { axios } from "@pipedream/platform";

export interface HttpQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

/** Header names are in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** Sends one POST. Resolves for every HTTP status; rejects with `HttpFailure` when there was no answer. */
export type SendHttp = (question: HttpQuestion) => Promise<HttpAnswer>;

/** No answer came. `sent: false` when the request cannot have left, so that nothing can have happened. */
export class HttpFailure extends Error {
  readonly sent: boolean;

  constructor(reason: string, sent: boolean) {
    super(reason);
    this.sent = sent;
  }
}

/** Failures before a byte of the request is out: no name, no route, nobody listens, or a certificate we distrust. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ERR_INVALID_URL"]);

/** Longest answer we read, in bytes; 250 orders with 100 lines each come to about 15 MB. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * `SendHttp` over Pipedream's axios. The original error is not kept as `cause`: it holds the request's headers, and
 * with them the access token.
 */
export async function sendHttp(question: HttpQuestion): Promise<HttpAnswer> {
  try {
    const response = (await axios(
      {},
      {
        method: "POST",
        url: question.url,
        headers: { ...question.headers },
        data: question.body,
        timeout: question.timeoutMs,
        responseType: "text",
        transformResponse: (text: unknown) => text,
        validateStatus: () => true,
        // A redirect would carry the access token to another host.
        maxRedirects: 0,
        maxContentLength: MAX_ANSWER_BYTES,
        returnFullResponse: true,
      },
    )) as { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly data: unknown };
    return {
      status: response.status,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), headerText(value)]),
      ),
      text: typeof response.data === "string" ? response.data : "",
    };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    const distrusted = code !== undefined && /CERT|SELF_SIGNED|TLS/.test(code);
    throw new HttpFailure(code ?? message ?? "no answer", !(distrusted || NOT_SENT.has(code ?? "")));
  }
}

const headerText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

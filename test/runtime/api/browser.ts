export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` where the text is no JSON. */
  readonly body: unknown;
}

interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Keeps cookies and the CSRF token as the console in a browser does. */
export class Browser {
  readonly cookies = new Map<string, string>();
  csrf = "";
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  get(path: string, asked: Asked = {}): Promise<Answer> {
    return this.call("GET", path, asked);
  }

  post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call("POST", path, { body, headers });
  }

  /** @param path - Below `/api/v1`, or a whole address */
  async call(method: string, path: string, { body, headers = {} }: Asked = {}): Promise<Answer> {
    const url = path.startsWith("http") ? path : `${this.#url}/api/v1${path}`;
    const response = await fetch(url, {
      method,
      redirect: "manual",
      headers: {
        ...(this.cookies.size === 0 ? {} : { cookie: [...this.cookies].map((pair) => pair.join("=")).join("; ") }),
        ...(this.csrf === "" ? {} : { "x-csrf-token": this.csrf }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }

  /** Signs in by a one-time link, `/sign-in#…`. */
  async takeLink(path: string): Promise<Answer> {
    const answer = await this.post("/sign-in/link", { token: path.split("#")[1] });
    this.#remember(answer);
    return answer;
  }

  async signIn(email: string, password: string): Promise<Answer> {
    const answer = await this.post("/sign-in", { email, password });
    this.#remember(answer);
    return answer;
  }

  #remember({ status, body }: Answer): void {
    if (status === 200) this.csrf = (body as { csrf: string }).csrf;
  }

  #keep(cookie: string): void {
    const [pair = ""] = cookie.split(";");
    const at = pair.indexOf("=");
    const value = pair.slice(at + 1);
    if (value === "" || /expires=Thu, 01 Jan 1970/i.test(cookie)) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), value);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

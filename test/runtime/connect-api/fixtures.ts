import type { Component } from "../../../runtime/component-host/types.ts";

/** An app with an account, and options that come by pages. */
const shopApp: Component = {
  type: "app",
  app: "shop",
  propDefinitions: {
    order: {
      type: "string",
      label: "Order",
      async options(this: { $auth: { token: string } }, { prevContext }: { prevContext: { after?: number } }) {
        await Promise.resolve();
        globalThis.console.log(`asked with ${this.$auth.token}`);
        const after = prevContext.after ?? 1000;
        return {
          options: [1, 2].map((step) => ({ label: `#${after + step}`, value: `gid://${after + step}` })),
          context: { after: after + 2 },
        };
      },
    },
  },
  methods: {
    greet(this: { $auth: { token: string } }, name: string) {
      return `${name} with ${this.$auth.token.length} letters`;
    },
  },
};

interface Dollar {
  export(name: string, value: unknown): void;
  readonly flow?: unknown;
  readonly files: {
    open(path: string): { fromFile(path: string): Promise<unknown>; toEncodedString(): Promise<string> };
  };
}

/** An action with an account, a secret, plain options and props that appear by themselves. */
export const holdOrder: Component = {
  type: "action",
  key: "shop-hold-order",
  name: "Hold Order",
  description: "Holds an order. [See the documentation](https://example.com)",
  version: "0.0.2",
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
  props: {
    shop: shopApp,
    order: { propDefinition: [shopApp, "order"] },
    reason: { type: "string", label: "Reason", options: ["late", "lost"], reloadProps: true, optional: true },
    password: { type: "string", secret: true, optional: true },
    fails: { type: "boolean", optional: true },
  },
  additionalProps(this: { reason?: string }) {
    return this.reason === "late" ? { days: { type: "integer", label: "Days", min: 1, optional: true } } : {};
  },
  async run(
    this: { shop: { greet(name: string): string }; order: string; days?: number; password?: string; fails?: boolean },
    { $ }: { $: Dollar },
  ) {
    globalThis.console.log("holding", this.order);
    $.export("$summary", `Held ${this.order}`);
    if (this.fails === true) throw new Error(`refused with ${String(this.password)}`);
    return Promise.resolve({ said: this.shop.greet(this.order), days: this.days ?? null, flow: typeof $.flow });
  },
};

/** A webhook source that tells which of its hooks ran. */
export const orderHeld: Component = {
  key: "shop-order-held",
  name: "New Order Held (Instant)",
  description: "Emit new event when an order is held.",
  version: "0.0.1",
  dedupe: "unique",
  props: {
    http: { type: "$.interface.http", customResponse: true },
    db: "$.service.db",
    topic: { type: "string", label: "Topic" },
    secret: { type: "string", secret: true, optional: true },
  },
  hooks: {
    deploy(this: SourceThis) {
      this.$emit({ sample: true }, { id: "sample", summary: "sample" });
    },
    async activate(this: SourceThis) {
      // As a sender that tries the address before it accepts it.
      if (this["topic"] === "tried") await fetch(this.http.endpoint, { method: "POST", body: '{"id":"try"}' });
      if (this["topic"] === "none") throw new Error("topic refused");
      this.db.set("hook", `${String(this["topic"])}@${this.http.endpoint}`);
    },
    deactivate(this: SourceThis) {
      this.db.set("hook", null);
    },
  },
  run(this: SourceThis, { body }: { body: { id: string } }) {
    this.$emit({ ...body, topic: this["topic"] }, { id: body.id, summary: body.id });
    this.http.respond({ status: "200", body: "ok" });
  },
};

/** How often `ordersPolled` has polled. */
export const polled = { times: 0 };

/** Finds the same order each second, whichever process polls; takes webhooks too. Its memory tells what is no news. */
export const ordersPolled: Component = {
  key: "shop-orders-polled",
  name: "New Order",
  description: "Emit new event when there is an order.",
  version: "0.0.1",
  dedupe: "unique",
  props: {
    http: { type: "$.interface.http", customResponse: true },
    timer: { type: "$.interface.timer", default: { intervalSeconds: 1 } },
  },
  run(this: SourceThis, { body }: { body?: { id: string } }) {
    const id = body?.id ?? "polled";
    this.$emit({ id }, { id, summary: id });
    if (body === undefined) polled.times += 1;
    else this.http.respond({ status: "200", body: "ok" });
  },
};

interface SourceThis {
  readonly db: { set(key: string, value: unknown): void };
  readonly http: { readonly endpoint: string; respond(response: object): void };
  $emit(event: object, meta: object): void;
  [name: string]: unknown;
}

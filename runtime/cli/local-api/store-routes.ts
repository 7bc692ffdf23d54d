import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { StoreDesk } from "./store-desk.ts";

const by = z.string();
const byBody = z.strictObject({ by });
const fileBody = z.strictObject({ file: z.string().min(1) });
const customerBody = z.strictObject({ request: z.unknown(), by });
const shopBody = z.strictObject({ shop: z.string().min(1), by });

/** What people do with the store as a whole, for the other commands on this machine. */
export function addStoreRoutes(server: FastifyInstance, desk: StoreDesk): void {
  server.post("/api/store/backup", ({ body }) => desk.backUp(fileBody.parse(body).file));
  server.get("/api/store/retention", () => desk.previewRetention());
  server.post("/api/store/retention", ({ body }) => desk.applyRetention(byBody.parse(body).by));
  server.get("/api/store/keys", () => desk.keyUse());
  server.post("/api/store/keys/prepare", () => desk.prepareKey());
  server.post("/api/store/keys/rotate", ({ body }) => desk.rotateKeys(byBody.parse(body).by));
  server.post("/api/store/customer", ({ body }) => {
    const wanted = customerBody.parse(body);
    return desk.customerData(wanted.request, wanted.by);
  });
  server.post("/api/store/customer/redact", ({ body }) => {
    const wanted = customerBody.parse(body);
    return desk.redactCustomer(wanted.request, wanted.by);
  });
  server.post("/api/store/shop/redact", ({ body }) => {
    const wanted = shopBody.parse(body);
    return desk.redactShop(wanted.shop, wanted.by);
  });
  server.get("/api/store/log", () => desk.storeLog());
}

type Ask = <T>(path: string, body?: unknown) => Promise<T>;

/** Asks the process that has the database open. @param ask - GET without a body, POST with one */
export function remoteStoreDesk(ask: Ask): StoreDesk {
  return {
    backUp: (file) => ask("/api/store/backup", { file }),
    previewRetention: () => ask("/api/store/retention"),
    applyRetention: (person) => ask("/api/store/retention", { by: person }),
    keyUse: () => ask("/api/store/keys"),
    prepareKey: () => ask("/api/store/keys/prepare", {}),
    rotateKeys: (person) => ask("/api/store/keys/rotate", { by: person }),
    customerData: (request, person) => ask("/api/store/customer", { request, by: person }),
    redactCustomer: (request, person) => ask("/api/store/customer/redact", { request, by: person }),
    redactShop: (shop, person) => ask("/api/store/shop/redact", { shop, by: person }),
    storeLog: () => ask("/api/store/log"),
  };
}

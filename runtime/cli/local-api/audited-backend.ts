import { withoutSecretFields } from "../../api/without-secret-fields.ts";
import { writeAuditEntry } from "../../store/audit-log.ts";
import type { Database } from "../../store/database.ts";
import type { Backend } from "./backend.ts";
import { caller } from "./caller.ts";
import type { AuditedByCommand } from "../../api/contract/command-acts.ts";

interface Note {
  readonly subject?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * The same backend, which writes into the audit log what a command has changed by it: who called the command, and what
 * was there before and after, without secrets. The console's API writes its own entries and works on the plain one.
 */
export function auditedBackend(backend: Backend, database: Database): Backend {
  const note = (what: AuditedByCommand, { subject = "", before = null, after = null }: Note): Promise<void> =>
    writeAuditEntry(database, {
      by: caller(),
      userId: null,
      what,
      subject,
      before: withoutSecretFields(before),
      after: withoutSecretFields(after),
      fromAddress: "",
    });

  return {
    ...backend,
    ...auditedRuns(backend, note),
    ...auditedConnections(backend, note),
    ...auditedStore(backend, note),
    async switchRecipe(recipe, enabled) {
      const { switches } = await backend.recipeSetup();
      await backend.switchRecipe(recipe, enabled);
      const before = switches.find((each) => each.recipe === recipe);
      await note(enabled ? "recipes.enable" : "recipes.disable", {
        subject: recipe,
        before: before === undefined ? null : { enabled: before.enabled },
        after: { enabled },
      });
    },
    async reload(asked) {
      await backend.reload(asked);
      await note("recipes.reload", { subject: asked.recipe ?? "", after: { because: asked.because } });
    },
    async actOnExceptions(ids, move) {
      const results = await backend.actOnExceptions(ids, move);
      const { what, by, ...more } = move;
      const act = what === "ask-retry" ? "retry" : what;
      for (const result of results) {
        const { id, ok } = result;
        const because = ok ? {} : { because: result.because };
        await note("exceptions.act", { subject: id, after: { act, ...more, ok, ...because } });
      }
      return results;
    },
    async setRouting(wanted) {
      const before = await backend.routing();
      const after = await backend.setRouting(wanted);
      await note("connections.setRouting", { before, after });
      return after;
    },
    async pause(move) {
      const control = await backend.pause(move);
      const { scope, name, because, until = null } = move;
      await note(scope === "everything" ? "connections.stopEverything" : "connections.pause", {
        subject: name,
        after: { scope, because, until },
      });
      return control;
    },
    async resume(move) {
      const wasPaused = await backend.resume(move);
      const { scope, name, because } = move;
      await note(scope === "everything" ? "connections.resumeEverything" : "connections.resume", {
        subject: name,
        after: { scope, because, wasPaused },
      });
      return wasPaused;
    },
  };
}

type WriteNote = (what: AuditedByCommand, note: Note) => Promise<void>;

function auditedRuns(backend: Backend, note: WriteNote): Pick<Backend, "start" | "replay" | "cancel"> {
  return {
    async start(recipe, event) {
      const runId = await backend.start(recipe, event);
      await note("runs.start", { subject: `run ${runId}`, after: { recipe } });
      return runId;
    },
    async replay(runId) {
      const started = await backend.replay(runId);
      await note("replay.retry", { subject: `run ${runId}`, after: { startedAs: `run ${started}` } });
      return started;
    },
    async cancel(move) {
      const cancelled = await backend.cancel(move);
      for (const { runId, outcome } of cancelled)
        await note("runs.cancel", { subject: `run ${runId}`, after: { because: move.because, outcome } });
      return cancelled;
    },
  };
}

/** Names of fields, as the API writes them: most values are secrets. */
function auditedConnections(backend: Backend, note: WriteNote): Pick<Backend, "saveConnections" | "removeConnection"> {
  const told = async (name: string): Promise<{ type: string; fields: string[] } | null> => {
    const found = (await backend.connections()).find((each) => each.name === name);
    return found === undefined ? null : { type: found.type, fields: Object.keys(found.fields) };
  };

  return {
    async saveConnections(connections) {
      const before = new Map<string, Awaited<ReturnType<typeof told>>>();
      for (const { name } of connections) before.set(name, await told(name));
      await backend.saveConnections(connections);
      for (const { name } of connections) {
        const was = before.get(name) ?? null;
        const what = was === null ? "connections.create" : "connections.change";
        await note(what, { subject: name, before: was, after: await told(name) });
      }
    },
    async removeConnection(name) {
      const before = await told(name);
      const removed = await backend.removeConnection(name);
      if (removed) await note("connections.remove", { subject: name, before });
      return removed;
    },
  };
}

type AuditedStore = Pick<
  Backend,
  "backUp" | "applyRetention" | "prepareKey" | "rotateKeys" | "customerData" | "redactCustomer" | "redactShop"
>;

/** Requests about a customer name a person, so what stays of them is how much was found. */
function auditedStore(backend: Backend, note: WriteNote): AuditedStore {
  return {
    async backUp(file) {
      const made = await backend.backUp(file);
      await note("history.backUp", { subject: file, after: made });
      return made;
    },
    async applyRetention(by) {
      const applied = await backend.applyRetention(by);
      await note("history.applyRetention", { after: applied });
      return applied;
    },
    async prepareKey() {
      const prepared = await backend.prepareKey();
      await note("keys.prepare", { subject: prepared.next });
      return prepared;
    },
    async rotateKeys(by) {
      const rotation = await backend.rotateKeys(by);
      await note("keys.rotate", { subject: rotation.currentKey, after: { resealed: rotation.resealed } });
      return rotation;
    },
    async customerData(request, by) {
      const data = await backend.customerData(request, by);
      await note("privacy.export", { after: { runs: data.runs.length } });
      return data;
    },
    async redactCustomer(request, by) {
      const redaction = await backend.redactCustomer(request, by);
      await note("privacy.redact", { after: redaction });
      return redaction;
    },
    async redactShop(shop, by) {
      const redaction = await backend.redactShop(shop, by);
      await note("privacy.redactShop", { subject: shop, after: redaction });
      return redaction;
    },
  };
}

import path from "node:path";
import { loadComponentFile } from "../../../runtime/component-host/catalogue.ts";
import type { Row } from "../row.ts";

const FIXTURE = path.join(import.meta.dirname, "../fixtures/emits-what-comes.mjs");
const TOKEN = "fixture-secret-token";

interface Item {
  readonly id: string;
  readonly ts?: unknown;
  readonly channel?: string;
}

const items = (from: number, to: number): Item[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: `id-${from + index}`, ts: 1_000 + from + index }));

export const ownFamilies: Row = {
  number: 23,
  package: "own fixtures",
  components: ["fixture-emits-what-comes"],
  exercises:
    "the edges of what the other rows show: the window of `unique`, long ids, order of events, answers before and after and never, state of a run that fails, the limit of `$.service.db`, secrets in logs",
  async run(check, world) {
    const component = await loadComponentFile(FIXTURE);
    const source = await world.source(component, { token: TOKEN });
    await source.instance.start();
    const send = (sent: readonly Item[], more: object = {}) => source.send({ items: sent, ...more });
    const ids = (): (string | null)[] => source.events.map(({ id }) => id);

    await send(items(1, 100));
    check.equal("100 different ids are emitted", source.events.length, 100);
    await send(items(1, 1));
    check.equal("the oldest of 100 is remembered", source.events.length, 100);
    await send(items(101, 101));
    await send(items(1, 1));
    check.equal("with the 101st the oldest is forgotten, and emitted again", ids().slice(100), ["id-101", "id-1"]);
    await send([{ id: `${"x".repeat(64)}-one` }, { id: `${"x".repeat(64)}-two` }]);
    check.equal("ids are compared on 64 characters", ids().slice(102), ["x".repeat(64)]);
    await send([{ id: "same" }, { id: "same", channel: "other" }, { id: "same", channel: "other" }]);
    check.equal(
      "an id counts for its channel",
      source.events.slice(103).map(({ id, name }) => [id, name]),
      [
        ["same", null],
        ["same", "other"],
      ],
    );

    await send([
      { id: "third", ts: "2026-01-03" },
      { id: "first", ts: Date.parse("2026-01-01") },
      { id: "second", ts: "2026-01-02T00:00:00Z" },
    ]);
    check.equal("events of a run are delivered oldest first, whatever form ts has", ids().slice(105), [
      "first",
      "second",
      "third",
    ]);

    const before = await send([{ id: "b" }], { answer: "before" });
    check.equal("an answer before the end, its status as text", [before.status, before.text], [202, '{"taken":1}']);
    const after = await send([{ id: "a" }], { answer: "after" });
    check.equal("an answer after the events, as bytes", [after.status, after.text], [203, "hi"]);
    const never = await send([{ id: "n" }]);
    check.equal("no answer is an empty 200", [never.status, never.text], [200, ""]);
    check.ok(
      "and the log says so",
      source.logs().some((line) => line.includes("did not call respond()")),
      source.logs(),
    );

    const seen = Number(source.db()["seen"]);
    const failed = await send([{ id: "f" }], { fail: true });
    check.equal("a failure before an answer is a 500", failed.status, 500);
    check.equal(
      "what was emitted and remembered until then is kept",
      [ids().at(-1), source.db()["seen"]],
      ["f", seen + 1],
    );
    const late = await send([{ id: "l" }], { fail: true, answer: "before" });
    check.equal("a failure after the answer leaves the answer", late.status, 202);
    const large = await send([{ id: "g" }], { large: true });
    check.equal("a value over 60 KB fails the run", large.status, 500);
    check.equal("and what was there before stays", source.db()["large"], undefined);

    const logs = source.logs().join("\n");
    check.ok(
      "a secret prop is hidden in logs, base64 too",
      !logs.includes(TOKEN) && !logs.includes(Buffer.from(TOKEN).toString("base64")),
    );
    await source.instance.deactivate();
    const count = source.events.length;
    check.equal(
      "a source that was deactivated takes nothing",
      [(await send([{ id: "z" }])).status, source.events.length],
      [503, count],
    );
    await source.instance.activate();
    await send(items(101, 101));
    check.equal("what was remembered outlives deactivate and activate", source.events.length, count);
  },
};

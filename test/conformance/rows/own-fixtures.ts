import path from "node:path";
import { loadComponentFile } from "../../../runtime/component-host/catalogue.ts";
import { recordingFlow } from "../recording-flow.ts";
import type { Row } from "../row.ts";
import { isAfter } from "../moments.ts";

const FIXTURES = path.join(import.meta.dirname, "../fixtures");

export const ownFixtures: Row = {
  number: 22,
  package: "own fixtures",
  components: ["fixture-changed-rows", "fixture-answer-and-wait"],
  exercises:
    "what no package shows: `dedupe: last`, a CommonJS component, `$.respond` in an action, `$.flow.delay`, `$.flow.exit` without `return`, a pinned import, `@pipedream/types`",
  async run(check, world) {
    const changed = await loadComponentFile(path.join(FIXTURES, "changed-rows.cjs"));
    let rows = [
      { id: "b", at: 2_000 },
      { id: "a", at: 1_000 },
    ];
    world.outside.host("rows.example", { "GET /changes": () => ({ body: rows }) });
    const source = await world.source(changed, {});
    await source.instance.start();
    await source.tick();
    check.equal(
      "last: the first run emits everything, in order of ts",
      source.events.map(({ id }) => id),
      ["a", "b"],
    );
    rows = [{ id: "c", at: 3_000 }, ...rows];
    await source.tick();
    check.equal(
      "last: afterwards only what comes after the last one",
      source.events.map(({ id }) => id),
      ["a", "b", "c"],
    );
    await source.tick();
    check.equal("last: nothing when nothing came", source.events.length, 3);
    rows = [
      { id: "e", at: 5_000 },
      { id: "d", at: 4_000 },
    ];
    await source.tick();
    check.equal("last: everything when the last one is gone", source.events.map(({ id }) => id).slice(3), ["d", "e"]);

    const action = await loadComponentFile(path.join(FIXTURES, "answer-and-wait.mjs"));
    const steps = { trigger: { event: { name: "o-1001" } } };
    const before = Date.now();
    const waiting = await world.action(
      action,
      { waitMs: "90000" },
      { steps, flow: recordingFlow(), context: { run: { runs: 1 } } },
    );
    check.equal(
      "respond answers once, its status given as text",
      [waiting.response?.status, waiting.response?.body],
      [202, '{"ok":true}'],
    );
    check.equal("with the header that a pinned package computed", waiting.response?.headers["x-order"], "O-1001");
    check.equal("delay pauses at the end of the step", waiting.pause?.kind, "delay");
    check.ok("until its time", isAfter(waiting.pause?.dueAt, before, 90_000), waiting.pause);
    const returned = waiting.returnValue as { resumeUrl: string; run: { runs: number } };
    check.ok(
      "and gives the address that ends it sooner",
      returned.resumeUrl.endsWith(`/resume/${waiting.pause?.token}`),
      returned,
    );
    check.equal("the run's count is in the context", returned.run.runs, 1);
    const tooLong = world.action(action, { waitMs: 366 * 86_400_000 }, { steps, flow: recordingFlow() });
    await check.rejects("a delay of more than a year is refused", tooLong, /1 year/);

    const ended = await world.action(action, { waitMs: 1, exit: true }, { steps, flow: recordingFlow() });
    check.equal(
      "exit without return ends the run after the step",
      [ended.exited, ended.returnValue, ended.exports],
      ["Enough", "the rest still ran", { after_exit: true }],
    );
    check.equal("and there is no pause", ended.pause, null);
  },
};

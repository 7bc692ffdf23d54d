import { createRandom } from "../../sandbox/random.ts";
import type { Random } from "../../sandbox/random.ts";
import { BUSY_MS } from "./scenario.ts";
import type { Scenario } from "./scenario.ts";
import { createScheduler } from "./scheduler.ts";
import type { Process, Scheduler } from "./scheduler.ts";
import { createTrace } from "./trace.ts";
import type { Trace } from "./trace.ts";
import { createTroubleMaker } from "./trouble.ts";
import type { CallTrouble, System, TroubleMaker } from "./trouble.ts";

/** How a call ends without its answer, in the words of the client that made it. */
export interface CallFailures {
  neverLeft(): Error;
  lost(): Error;
  html(): Error;
  throttled(): Error;
}

export interface Call<Answer> {
  readonly system: System;
  /** For the trace: what kind of call it is, and what it says. */
  readonly words: string;
  readonly details?: () => string;
  /** Whether it writes. Only of calls to Peoplevox. */
  readonly writes?: boolean;
  /** Carries the call out, at the moment when it arrives. */
  serve(met: CallTrouble): Answer;
  readonly failures?: CallFailures;
}

/** Time, chance, network and death: all that a seed decides while it is played. */
export interface World {
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly trouble: TroubleMaker;
  /** When it began, milliseconds since 1970. */
  readonly startMs: number;
  /** An independent stream of chance. */
  random(stream: string): Random;
  /** Since the beginning. */
  elapsedMs(): number;
  note(words: string, details?: () => string): void;
  /** A call of a process to a system; each of its stages is a moment at which anything else may come first. */
  call<Answer>(process: Process, call: Call<Answer>): Promise<Answer>;
  kill(process: Process, why: string): void;
  /** Where processes died, and how often at each place. */
  readonly deaths: ReadonlyMap<string, number>;
  /** Set by those who have something to do when it happens. */
  readonly on: {
    pickerStep: (chance: number) => void;
    expireSessions: () => void;
    killed: (process: Process) => void;
  };
}

const CLIENT_TIMEOUT_MS = 60_000;

/** Calls take this long each way, in milliseconds: least and most. */
const WAY_MS: Readonly<Record<System, readonly [number, number]>> = {
  peoplevox: [10, 900],
  shopify: [10, 300],
  store: [0, 5],
  engine: [0, 5],
};

/** Shorter than a lease: what a dead process had sent is carried out before another takes over, or not at all. */
const SLOW_MS: readonly [number, number] = [3_000, 20_000];

/** Within our own installation: a data store or a database, beside the process. */
const isOurs = (system: System): boolean => system === "store" || system === "engine";

export function createWorld(scenario: Scenario, keepTrace: boolean): World {
  const { seed } = scenario;
  const scheduler = createScheduler(createRandom(seed, "turns"));
  const startMs = scheduler.now();
  const trace = createTrace(startMs, keepTrace);
  const ways = createRandom(seed, "ways");
  // Trouble ends some time after the last happening, so that everything can come to rest.
  const trouble = createTroubleMaker(
    scenario,
    createRandom(seed, "trouble"),
    () => scheduler.now() - startMs > BUSY_MS * 1.5,
  );

  const deaths = new Map<string, number>();
  const world: World = {
    deaths,
    scenario,
    scheduler,
    trace,
    trouble,
    startMs,
    random: (stream) => createRandom(seed, stream),
    elapsedMs: () => scheduler.now() - startMs,
    note: (words, details) => trace.note(scheduler.now(), words, details),
    on: { pickerStep: () => undefined, expireSessions: () => undefined, killed: () => undefined },
    kill(process, why) {
      if (!process.alive) return;
      process.alive = false;
      const place = why.replaceAll(/ \d+/g, "").replace(/ \(.*/, "");
      deaths.set(place, (deaths.get(place) ?? 0) + 1);
      world.note(`${process.name} dies ${why}`);
      world.on.killed(process);
    },
    call(process, call) {
      return new Promise((resolve, reject) => {
        // Of a dead process nothing is sent any more; a frozen one sends when it wakes up.
        const send = (): void => travel(process, call, resolve, reject);
        if (process.alive && scheduler.now() < process.frozenUntil) scheduler.afterFor(process, 0, send);
        else if (process.alive) send();
      });
    },
  };

  const way = (system: System): number => ways.whole(...WAY_MS[system]);

  function travel<Answer>(
    process: Process,
    { system, words, details, writes, serve, failures }: Call<Answer>,
    resolve: (answer: Answer) => void,
    reject: (error: Error) => void,
  ): void {
    const met = trouble.forCall(writes === true ? "peoplevox-write" : system);
    const { trouble: kind, pickerStep } = met;
    const there = kind === "slow" ? ways.whole(...SLOW_MS) : way(system);
    const back = isOurs(system) ? 0 : way(system);
    const answer = (settle: () => void): void => {
      // Our own database answers in the moment in which it has carried out what it was asked.
      if (isOurs(system)) settle();
      else scheduler.afterFor(process, back, settle);
    };
    const fail = (make: keyof CallFailures, delayMs: number): void => {
      scheduler.afterFor(process, delayMs, () => {
        world.note(`${process.name} ${words}: ${make} (${met.id})`, details);
        reject(failures?.[make]() ?? new Error(make));
      });
    };
    if (kind === "never-left") {
      fail("neverLeft", 2);
      return;
    }
    if (kind === "lost-before") {
      fail("lost", CLIENT_TIMEOUT_MS);
      return;
    }
    if (kind === "throttled") {
      fail("throttled", there + back);
      return;
    }
    scheduler.after(there, () => {
      if (!process.alive && (kind === "slow" || isOurs(system))) return;
      if (kind === "crash-before") {
        world.kill(process, `before ${words} (${met.id})`);
        return;
      }
      if (kind === "html-before") {
        fail("html", back);
        return;
      }
      if (kind === "session-expired") world.on.expireSessions();
      if (pickerStep === "before") world.on.pickerStep(met.chance);
      const trouble = kind === null && pickerStep === null ? "" : ` · ${kind ?? "picker"} (${met.id})`;
      world.note(`${process.name} ${words}${trouble}`, details);
      let result: Answer;
      try {
        result = serve(met);
      } catch (error) {
        answer(() => reject(error instanceof Error ? error : new Error(String(error))));
        return;
      }
      if (pickerStep === "after") world.on.pickerStep(met.chance);
      if (kind === "crash-after") {
        world.kill(process, `after ${words} (${met.id})`);
        return;
      }
      if (kind === "lost-after") {
        fail("lost", CLIENT_TIMEOUT_MS);
        return;
      }
      if (kind === "html-after") {
        fail("html", back);
        return;
      }
      answer(() => resolve(result));
    });
  }

  return world;
}

import type { Database } from "../../store/database.ts";
import { giveTicketsBack, lookAtBreakers, reportFinding, takeTickets } from "./breaker-store.ts";
import type { BreakerMove, ConnectionBreaker } from "./breaker-store.ts";
import type { Finding } from "./breaker.ts";

/** The breakers as one worker knows them: read every second, changed in the database only where there is news. */
export class BreakerWatch {
  readonly #database: Database;
  readonly #moved: (move: BreakerMove) => Promise<void>;
  #known: ReadonlyMap<string, ConnectionBreaker> = new Map();
  /** The database's clock less this process's own time, which no clock change moves; breakers live by the former. */
  #offsetMs = 0;

  /** @param moved - Told of each opening and closing that a finding of this worker brought about */
  constructor(database: Database, moved: (move: BreakerMove) => Promise<void>) {
    this.#database = database;
    this.#moved = moved;
  }

  async look(): Promise<void> {
    const { nowMs, breakers } = await lookAtBreakers(this.#database);
    this.#offsetMs = nowMs - performance.now();
    this.#known = new Map(breakers.map((breaker) => [breaker.connection, breaker]));
  }

  /** Connections that are being tried, or whose time to be tried has come. */
  trying(): string[] {
    const nowMs = performance.now() + this.#offsetMs;
    return [...this.#known.values()].flatMap(({ connection, state, nextProbeAtMs }) =>
      state === "half-open" || (state === "open" && nowMs >= (nextProbeAtMs ?? 0)) ? [connection] : [],
    );
  }

  takeTickets(connection: string, most: number): Promise<number> {
    return takeTickets(this.#database, connection, most);
  }

  async giveTicketsBack(connection: string, tickets: number): Promise<void> {
    if (tickets > 0) await giveTicketsBack(this.#database, connection, tickets);
  }

  /** @returns Whether the connection is away now */
  async report(connection: string, finding: Finding): Promise<boolean> {
    const known = this.#known.get(connection);
    const isQuiet = known === undefined || (known.state === "closed" && known.failures === 0);
    if (isQuiet && finding.kind !== "away") return false;
    const move = await reportFinding(this.#database, connection, finding);
    this.#known = new Map(this.#known).set(connection, move.breaker);
    if (move.before !== move.breaker.state) await this.#moved(move);
    return move.breaker.state !== "closed";
  }
}

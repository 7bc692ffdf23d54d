import type { FaultWorld } from "./fault-world.ts";
import type { OwnPostgres } from "./own-postgres.ts";
import type { Victim } from "./kill-cell.ts";

/** One of LastEdit's processes, killed with SIGKILL and started again at once. */
export function processVictim(world: FaultWorld, name: string, words = name): Victim {
  const its = () => {
    const found = world.processes.get(name);
    if (found === undefined) throw new Error(`No process is called "${name}".`);
    return found;
  };
  return {
    name: words,
    watched: [name],
    kill: () => its().end("SIGKILL"),
    tell: () => its().send("SIGTERM"),
    async comeBack() {
      await world.start(name, its().kind);
    },
  };
}

/** The database server itself. All of LastEdit's processes stay and must get over it. */
export function postgresVictim(world: FaultWorld, postgres: OwnPostgres, workers: readonly string[]): Victim {
  const told: string[] = [];
  return {
    name: "PostgreSQL",
    watched: [...world.processes.keys()],
    kill: () => postgres.kill(),
    /** Its last statements are those of a worker that is stopping. */
    tell() {
      for (const name of workers) {
        world.processes.get(name)?.send("SIGTERM");
        told.push(name);
      }
    },
    async comeBack() {
      await postgres.restart();
      for (const name of told.splice(0)) {
        await world.processes.get(name)?.end("SIGTERM");
        await world.start(name, "worker");
      }
    },
  };
}

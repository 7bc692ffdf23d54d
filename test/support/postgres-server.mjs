// A PostgreSQL server for the tests: the one that the environment names, or one of this machine's, run as an ordinary
// user in a temporary folder on a free port of the loopback address, and gone afterwards.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findPostgres } from "./postgres-binaries.mjs";

const START_WITHIN_MS = 30_000;

/** Tests need no safety from power cuts; without it they take half the time. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "200",
  autovacuum: "off",
};

/**
 * @param {NodeJS.ProcessEnv} env - `LASTEDIT_TEST_DATABASE_URL` names a server that is there already, with a user who
 *   may create databases
 * @param {string} [parent] - Where a server's folder is made
 * @returns {Promise<{ url: string, words: string, stop(): Promise<void> } | { url: null, words: string }>} Where it is,
 *   or in words why there is none
 */
export async function providePostgres(env, parent = tmpdir()) {
  const given = env.LASTEDIT_TEST_DATABASE_URL;
  if (given) return { url: given, words: "the one that LASTEDIT_TEST_DATABASE_URL names", stop: async () => {} };
  const found = findPostgres();
  if (found.bin === null) return { url: null, words: found.because };
  try {
    return await startServer(found.bin, {}, parent);
  } catch (error) {
    return { url: null, words: `The PostgreSQL in ${found.bin} could not be started: ${error.message}` };
  }
}

/**
 * A server of one's own, which may be killed and started again.
 *
 * @param {string} bin - The folder with `initdb` and `postgres`
 * @param {Record<string, string>} [settings] - Laid over those for tests
 * @param {string} [parent] - Where its folder is made
 */
export async function startServer(bin, settings = {}, parent = tmpdir()) {
  const user = ordinaryUser();
  const folder = mkdtempSync(path.join(parent, "lastedit-postgres-"));
  const data = path.join(folder, "data");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const password = randomBytes(12).toString("hex");
    const passwordFile = path.join(folder, "password");
    writeFileSync(passwordFile, password, { mode: 0o600 });
    for (const place of [folder, passwordFile]) if (user.uid !== undefined) chownSync(place, user.uid, user.gid);
    const options = ["-D", data, "-U", "lastedit", "-E", "UTF8", "--no-locale", "--no-sync", "-A", "scram-sha-256"];
    const made = spawnSync(path.join(bin, "initdb"), [...options, `--pwfile=${passwordFile}`], {
      ...user,
      cwd: folder,
    });
    if (made.status !== 0) throw new Error(`initdb failed. ${made.error?.message ?? made.stderr}`.trim());
    const port = await freePort();
    const start = () => startOn(port, bin, data, user, { ...SETTINGS, ...settings });
    let running = await start();
    return {
      url: `postgres://lastedit:${password}@127.0.0.1:${port}/postgres`,
      words: `${bin}, in a temporary folder on port ${port}`,
      /** As a power cut would end it, but for what the system has not written to the disk yet. */
      kill: () => running.end("SIGKILL"),
      /** Starts it again after a kill, on the same port and data. */
      async restart() {
        running = await start();
      },
      async stop() {
        // PostgreSQL's fast shutdown: connections are closed, nothing is left running.
        await running.end("SIGINT");
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function startOn(port, bin, data, user, chosen) {
  const settings = Object.entries({ ...chosen, port }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(path.join(bin, "postgres"), ["-D", data, ...settings], {
    ...user,
    cwd: data,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr.on("data", (chunk) => (said = (said + chunk).slice(-4_000)));
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.once("error", (error) => (said += error.message));
  const until = Date.now() + START_WITHIN_MS;
  while (!said.includes("ready to accept connections")) {
    if (server.exitCode !== null || Date.now() > until) {
      server.kill("SIGKILL");
      throw new Error(`expected it to be ready within ${START_WITHIN_MS / 1000} s. ${said}`.trim());
    }
    await wait(50);
  }
  return {
    async end(signal) {
      if (server.exitCode === null && server.signalCode === null) server.kill(signal);
      await ended;
    },
  };
}

/** PostgreSQL refuses to run as root: then as the server's own user, or nobody. */
function ordinaryUser() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout));
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new Error('it does not run as root, and there is no user "postgres" or "nobody"');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Where this machine has a PostgreSQL server's programs; installed first where that is possible without asking.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const OLDEST = 13;
const APT = "apt-get";
/** Without a network nobody waits for minutes. */
const SOON = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=0"];

/** Folders that package managers put a version each into. */
const VERSIONED = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr"];

/** How else it is installed: which program there is, and what a person types. */
const BY_HAND = [
  [APT, "sudo apt-get install postgresql"],
  ["dnf", "sudo dnf install postgresql-server"],
  ["apk", "sudo apk add postgresql"],
  ["pacman", "sudo pacman -S postgresql"],
  ["brew", "brew install postgresql@17"],
];

/** @returns {{ bin: string } | { bin: null, because: string }} The folder with `initdb` and `postgres` */
export function findPostgres() {
  const bin = newest() ?? (install() ? newest() : null);
  if (bin) return { bin };
  const [, command] = BY_HAND.find(([program]) => isThere(program)) ?? [null, "a package of PostgreSQL's server"];
  return {
    bin: null,
    because: `There is no PostgreSQL server (${OLDEST} or later) on this machine. Install it (${command}), or name one in LASTEDIT_TEST_DATABASE_URL.`,
  };
}

function newest() {
  const folders = [
    ...VERSIONED.filter(existsSync).flatMap((root) =>
      readdirSync(root)
        .filter((name) => /^(postgresql@?|pgsql-)?\d*$/.test(name))
        .map((name) => path.join(root, name, "bin")),
    ),
    ...(process.env.PATH ?? "").split(path.delimiter),
  ];
  const usable = folders
    .filter((bin) => existsSync(path.join(bin, "initdb")) && existsSync(path.join(bin, "postgres")))
    .map((bin) => ({ bin, version: versionIn(bin) }))
    .filter(({ version }) => version >= OLDEST)
    .sort((a, b) => b.version - a.version);
  return usable[0]?.bin ?? null;
}

function versionIn(bin) {
  const { stdout } = spawnSync(path.join(bin, "postgres"), ["--version"], { encoding: "utf8" });
  return Number(/(\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

/** Only where no password is asked for. @returns {boolean} Whether it was installed */
function install() {
  if (process.getuid?.() !== 0 || !isThere(APT)) return false;
  console.log("Installing PostgreSQL for the tests (apt-get install postgresql) …");
  // Only its programs are wanted: Debian's package would make a database of its own and start it.
  const settings = "/etc/postgresql-common/createcluster.conf";
  if (!existsSync(settings)) {
    mkdirSync(path.dirname(settings), { recursive: true });
    writeFileSync(settings, "create_main_cluster = false\n");
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync(APT, ["-qq", ...SOON, ...args], { env, stdio: "ignore" }).status === 0;
  const keepOurs = ["-o", "Dpkg::Options::=--force-confold"];
  return apt("update") && apt("install", "-y", "--no-install-recommends", ...keepOurs, "postgresql");
}

function isThere(program) {
  return (process.env.PATH ?? "").split(path.delimiter).some((folder) => existsSync(path.join(folder, program)));
}

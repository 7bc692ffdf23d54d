import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openStore } from "../../../runtime/cli/installation/open-store.ts";
import type { Store } from "../../../runtime/cli/installation/open-store.ts";
import { placesOf } from "../../../runtime/cli/installation/places.ts";
import { openLog } from "../../../runtime/cli/serving/log-file.ts";
import { serve } from "../../../runtime/cli/serving/serve.ts";
import type { Served, ServeOptions } from "../../../runtime/cli/serving/serve.ts";
import type { Config } from "../../../runtime/connections/config-schema.ts";
import { Browser } from "./browser.ts";

/** A whole LastEdit in this process: its own database, and its real server on a free port. */
export interface ApiWorld {
  readonly store: Store;
  readonly served: Served;
  readonly home: string;
  /** Somebody without a session. */
  visitor(): Browser;
  /** Somebody who has signed in by a one-time link; made as a user when they are new. */
  signedIn(name: string, role: "operator" | "editor" | "admin"): Promise<Browser>;
  close(): Promise<void>;
}

export async function openApiWorld(
  config: Partial<Config> = {},
  more: Pick<ServeOptions, "fetch"> = {},
): Promise<ApiWorld> {
  const home = await mkdtemp(path.join(tmpdir(), "lastedit-api-"));
  const env = { LASTEDIT_HOME: home, LASTEDIT_CONFIG: path.join(home, "none.yaml") };
  const places = placesOf(env);
  const store = await openStore(places, env);
  const log = openLog(home);
  const served = await serve({ store, places, env, log, config: { port: 0, ...config }, ...more });
  const visitor = (): Browser => new Browser(served.consoleUrl);
  return {
    store,
    served,
    home,
    visitor,
    async signedIn(name, role) {
      const users = await served.backend.users();
      const email = `${name.toLowerCase()}@example.com`;
      if (!users.some((user) => user.email === email)) await served.backend.addUser({ name, email, role }, "test");
      const link = await served.backend.signInLink(email, "test");
      const browser = visitor();
      await browser.takeLink(link.path);
      return browser;
    },
    async close() {
      await served.stop(1_000);
      await store.close();
      log.flush();
      await rm(home, { recursive: true, force: true });
    },
  };
}

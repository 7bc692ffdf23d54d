import type { CustomFetch } from "openid-client";
import type { Installation } from "../cli/installation/open-installation.ts";
import type { Store } from "../cli/installation/open-store.ts";
import type { Places } from "../cli/installation/places.ts";
import type { Backend } from "../cli/local-api/backend.ts";
import type { SessionDesk } from "./auth/session-desk.ts";
import type { LiveFeed } from "./live/live-feed.ts";

/** What a running LastEdit gives its API. */
export interface ApiDoors {
  readonly store: Store;
  readonly installation: Installation;
  readonly backend: Backend;
  readonly places: Places;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly demo: boolean;
  /** How other web services, such as the identity provider, are asked. */
  readonly fetch: CustomFetch;
  /** Where the server listens. */
  address(): { readonly host: string; readonly port: number };
  /** Something failed that nobody foresaw. */
  onTrouble(message: string, cause: unknown): void;
}

/** What the handlers work with. */
export interface ApiContext extends ApiDoors {
  readonly sessions: SessionDesk;
  readonly live: LiveFeed;
  /** The console's address without a slash at the end, as people reach it. */
  consoleUrl(): string;
  /** Whether people reach it by https. */
  secure(): boolean;
}

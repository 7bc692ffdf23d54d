import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { ensureConsole } from "../../../runtime/build/build-console.ts";
import { launchBrowser } from "./browser.ts";
import { startDemo } from "./demo.ts";
import type { Demo } from "./demo.ts";
import { watchPage } from "./watch-page.ts";
import type { Watched } from "./watch-page.ts";

export interface PageOptions {
  /** @defaultValue 1440 */
  readonly width?: number;
  /** @defaultValue "light" */
  readonly scheme?: "light" | "dark";
}

/** What all browser tests share: a LastEdit that serves the console, and a browser. */
export interface World {
  readonly url: string;
  /** A one-time sign-in link. */
  readonly signInLink: Demo["signInLink"];
  /** Asks the sandbox for something, such as an order's edit. */
  readonly control: Demo["control"];
  /** An order in the warehouse that nobody has edited yet. */
  readonly waiting: Demo["waiting"];
  /** A page of a browser that nobody has signed in with; it is at no address yet. */
  readonly page: (options?: PageOptions) => Promise<Page>;
  /** The same for an administrator. All such pages share one session: sign out on another one. */
  readonly signedIn: (options?: PageOptions) => Promise<Page>;
  /** @throws When a page reported an error, or a request failed, that was not expected */
  readonly closePages: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openWorld(): Promise<World> {
  await ensureConsole();
  const browser = await launchBrowser();
  const backend = await startDemo();
  const open: { readonly context: BrowserContext; readonly watched: Watched }[] = [];

  const openPage = async (options: PageOptions = {}, storageState?: SignedIn): Promise<Page> => {
    const context = await newContext(browser, backend.url, options, storageState);
    const opened = await context.newPage();
    open.push({ context, watched: watchPage(opened) });
    return opened;
  };
  const signIn = async (): Promise<SignedIn> => {
    const opened = await openPage();
    await opened.goto(await backend.signInLink());
    await opened.getByRole("button", { name: "Sign in with this link" }).click();
    await opened.getByRole("navigation", { name: "Main" }).waitFor();
    return opened.context().storageState();
  };
  let session: Promise<SignedIn> | undefined;
  return {
    url: backend.url,
    signInLink: backend.signInLink,
    control: backend.control,
    waiting: backend.waiting,
    page: (options) => openPage(options),
    async signedIn(options) {
      session ??= signIn();
      return openPage(options, await session);
    },
    async closePages() {
      const closed = open.splice(0);
      await Promise.all(closed.map(({ context }) => context.close()));
      const troubles = closed.flatMap(({ watched }) => watched.troubles());
      if (troubles.length > 0) throw new Error(`The browser reported:\n${troubles.join("\n")}`);
    },
    async close() {
      await browser.close();
      await backend.stop();
    },
  };
}

type SignedIn = Awaited<ReturnType<BrowserContext["storageState"]>>;

function newContext(
  browser: Browser,
  baseURL: string,
  options: PageOptions,
  storageState?: SignedIn,
): Promise<BrowserContext> {
  const { width = 1440, scheme = "light" } = options;
  return browser.newContext({
    baseURL,
    viewport: { width, height: width < 600 ? 740 : 900 },
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    hasTouch: width < 600,
    ...(storageState === undefined ? {} : { storageState }),
  });
}

/** What axe finds against WCAG 2.2 AA, one line each; empty when nothing. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

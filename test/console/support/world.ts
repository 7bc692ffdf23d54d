import type { Browser, BrowserContext, Page } from "playwright-core";
import { ensureConsole } from "../../../runtime/build/build-console.ts";
import { StateLooks } from "./accessibility.ts";
import { afterEachStep } from "./after-each-step.ts";
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
  /** Whether axe looks after each step, at what it has not seen before. @defaultValue true */
  readonly looks?: boolean;
}

/** What all browser tests share: a LastEdit that serves the console, and a browser. */
export interface World {
  readonly url: string;
  /** A one-time sign-in link. */
  readonly signInLink: Demo["signInLink"];
  readonly lookAtBothSides: Demo["lookAtBothSides"];
  /** Asks the sandbox for something, such as an order's edit. */
  readonly control: Demo["control"];
  /** An order in the warehouse that nobody has edited yet. */
  readonly waiting: Demo["waiting"];
  /** The same, with texts that would do harm where they are no texts. */
  readonly hostile: Demo["hostile"];
  /** A page of a browser that nobody has signed in with; it is at no address yet. */
  readonly page: (options?: PageOptions) => Promise<Page>;
  /** The same for an administrator. All such pages share one session: sign out on another one. */
  readonly signedIn: (options?: PageOptions) => Promise<Page>;
  /** @throws When a page reported an error, or a request failed, that was not expected */
  readonly closePages: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param told - Told of each part that is there */
export async function openWorld(told: (part: string) => void = () => undefined): Promise<World> {
  await ensureConsole();
  told("The console is built");
  const browser = await launchBrowser();
  told("The browser is there");
  const backend = await startDemo();
  told("LastEdit and its sandbox are there, with a past");
  const looks = new StateLooks();
  const open: { readonly close: () => Promise<void>; readonly watched: Watched }[] = [];

  const openPage = async (context: BrowserContext, options: PageOptions, close?: () => Promise<void>) => {
    const opened = await context.newPage();
    open.push({ close: close ?? (() => opened.close()), watched: watchPage(opened) });
    return options.looks === false ? opened : afterEachStep(opened, (page) => noProblems(looks, page));
  };
  const openAlone = async (options: PageOptions = {}): Promise<Page> => {
    const context = await newContext(browser, backend.url, options);
    return openPage(context, options, () => context.close());
  };
  const signIn = async (): Promise<SignedIn> => {
    const opened = await openAlone();
    await opened.goto(await backend.signInLink());
    await opened.getByRole("button", { name: "Sign in with this link" }).click();
    await opened.getByRole("navigation", { name: "Main" }).waitFor();
    return opened.context().storageState();
  };
  let session: Promise<SignedIn> | undefined;
  // One browser per look, as a person has one: what it has loaded it need not load again.
  const browsers = new Map<string, Promise<BrowserContext>>();
  const signedInAs = async (options: PageOptions): Promise<BrowserContext> => {
    session ??= signIn();
    return newContext(browser, backend.url, options, await session);
  };
  return {
    url: backend.url,
    signInLink: backend.signInLink,
    lookAtBothSides: backend.lookAtBothSides,
    control: backend.control,
    waiting: backend.waiting,
    hostile: backend.hostile,
    page: (options) => openAlone(options),
    async signedIn(options = {}) {
      const { width = 1440, scheme = "light" } = options;
      const key = `${width} ${scheme}`;
      const context = browsers.get(key) ?? signedInAs(options);
      browsers.set(key, context);
      return openPage(await context, options);
    },
    async closePages() {
      const closed = open.splice(0);
      await Promise.all(closed.map(({ close }) => close()));
      const troubles = closed.flatMap(({ watched }) => watched.troubles());
      if (troubles.length > 0) throw new Error(`The browser reported:\n${troubles.join("\n")}`);
    },
    async close() {
      await browser.close();
      await backend.stop();
    },
  };
}

async function noProblems(looks: StateLooks, page: Page): Promise<void> {
  const problems = await looks.problems(page);
  if (problems.length > 0) throw new Error(`Breaks WCAG 2.2 AA:\n${problems.join("\n")}`);
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

import type { Page } from "playwright-core";

export interface Watched {
  readonly troubles: () => readonly string[];
}

/** The browser's own words for a refused request; which ones are trouble is decided by the answer itself. */
const REFUSED = /^Failed to load resource/;

/** Notes what a page reports as an error, what it throws, what its security policy forbids, and what is missing. */
export function watchPage(page: Page): Watched {
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type()) || REFUSED.test(message.text())) return;
    troubles.push(`${message.type()} on ${page.url()}: ${message.text()}`);
  });
  // The console opens no dialog of the browser: one is a script that a stranger wrote.
  page.on("dialog", (dialog) => {
    troubles.push(`a dialog on ${page.url()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => troubles.push(`thrown on ${page.url()}: ${error.stack ?? error.message}`));
  page.on("response", (response) => {
    // The API may refuse what a person asks for; files are there, and the runtime does not break.
    const limit = response.url().includes("/api/") ? 500 : 400;
    if (response.status() >= limit) troubles.push(`${response.status()} for ${response.url()}`);
  });
  return { troubles: () => troubles };
}

/** The anchor of a heading, as links in the manual write it and as the runtime's list of sections has it. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

/** Where a link of the manual leads: another page of it, elsewhere, or nowhere in the console. */
export type ManualLink =
  | { readonly kind: "page"; readonly page: string; readonly anchor: string }
  | { readonly kind: "here"; readonly anchor: string }
  | { readonly kind: "outside"; readonly href: string }
  | { readonly kind: "none" };

/** @param pages - Names of the pages there are: a link to a file that is none of them is shown as plain text */
export function readManualLink(href: string | undefined, pages: readonly string[]): ManualLink {
  if (href === undefined) return { kind: "none" };
  if (/^https?:\/\//.test(href)) return { kind: "outside", href };
  const [file = "", anchor = ""] = href.split("#");
  if (file === "") return { kind: "here", anchor };
  const page = /^(?:\.\/)?([a-z0-9-]+)\.md$/.exec(file)?.[1];
  return page !== undefined && pages.includes(page) ? { kind: "page", page, anchor } : { kind: "none" };
}

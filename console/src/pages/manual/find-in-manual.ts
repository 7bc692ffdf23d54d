import { anchorOf } from "./anchors.ts";

export interface Finding {
  readonly page: string;
  readonly title: string;
  /** Heading of the second level it stands below; "" before the first. */
  readonly section: string;
  readonly anchor: string;
  readonly excerpt: string;
}

const AROUND = 90;

/** The sections of one page that speak of a text, each once, with what stands around it. */
export function findInManual(
  { page, title, markdown }: { readonly page: string; readonly title: string; readonly markdown: string },
  text: string,
): readonly Finding[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  return markdown.split(/^(?=## )/m).flatMap((part) => {
    const section = /^## (.+)$/m.exec(part)?.[1] ?? "";
    const plain = part
      .replaceAll(/^#+ .*$/gm, "")
      .replaceAll(/[*`|]|\]\([^)]*\)|\[/g, "")
      .replaceAll(/\s+/g, " ")
      .trim();
    const at = plain.toLowerCase().indexOf(wanted);
    if (at < 0 && !section.toLowerCase().includes(wanted)) return [];
    const from = Math.max(0, at - AROUND);
    const to = Math.max(0, at) + wanted.length + AROUND;
    const excerpt = `${from > 0 ? "… " : ""}${plain.slice(from, to)}${to < plain.length ? " …" : ""}`;
    return [{ page, title, section, anchor: section === "" ? "" : anchorOf(section), excerpt }];
  });
}

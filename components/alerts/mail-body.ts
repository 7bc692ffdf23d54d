import type { AlertContent, AlertEntry } from "../../domain/alerts/compose-alert.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const COLOURS = { high: "#b3261e", medium: "#a35c00", low: "#1a56b0" } as const;

/** The alert for mail programs that show text only. */
export function mailText({ title, lead, entries, more }: AlertContent): string {
  const parts = [title, lead, ...entries.map(entryText), more ?? ""];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function entryText({ heading, facts, links }: AlertEntry): string {
  return [
    ...(heading === null ? [] : [heading]),
    ...facts.map(({ label, text }) => `${label}: ${text}`),
    ...links.map(({ label, url }) => `${label}: ${url}`),
  ].join("\n");
}

/** The alert as HTML, with styles that mail programs keep. */
export function mailHtml({ title, lead, severity, entries, more }: AlertContent): string {
  return [
    '<div style="font-family: sans-serif; font-size: 15px; line-height: 1.5; max-width: 640px">',
    `<h2 style="margin: 0; font-size: 19px; color: ${COLOURS[severity]}">${escapeHtml(title)}</h2>`,
    ...(lead === "" ? [] : [`<p>${escapeHtml(lead)}</p>`]),
    ...entries.map(entryHtml),
    ...(more === null ? [] : [`<p>${escapeHtml(more)}</p>`]),
    "</div>",
  ].join("\n");
}

function entryHtml({ heading, facts, links }: AlertEntry): string {
  const rows = facts.map(
    ({ label, text }) =>
      `<tr><td style="padding: 2px 12px 2px 0; vertical-align: top; color: #555; white-space: nowrap">${escapeHtml(label)}</td><td style="padding: 2px 0">${escapeHtml(text)}</td></tr>`,
  );
  const anchors = links.map(({ label, url }) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`);
  return [
    ...(heading === null ? [] : [`<h3 style="margin: 20px 0 4px; font-size: 16px">${escapeHtml(heading)}</h3>`]),
    `<table style="border-collapse: collapse">${rows.join("")}</table>`,
    ...(anchors.length === 0 ? [] : [`<p>${anchors.join(" &middot; ")}</p>`]),
  ].join("\n");
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

import type { OutgoingAlert } from "../../../../components/alerts/alert-channel.ts";
import { composeAlert } from "../../../../domain/alerts/compose-alert.ts";
import type { AlertItem } from "../../../../domain/alerts/decide-alerts.ts";
import type { ExceptionDraft } from "../../../../domain/exceptions/exception.ts";
import { anException } from "../../../support/exception-builders.ts";

/** What somebody may write who wants to break things. */
export const HOSTILE = `<!channel> <https://evil.example|click> *bold* _it_ ~no~ \`code\` [link](https://evil.example) :fire: & "quoted" 'single' <b>html</b> <script>alert(1)</script> {{DATE(2026)}}`;

export function anItem(differs: Partial<ExceptionDraft> = {}): AlertItem {
  const exception = anException(differs);
  const { id, orderName, kind, owner, severity } = exception;
  return {
    exception,
    news: { exceptionId: id, orderName, kind, owner, severity, reasons: ["new"], heldBecause: [], at: 0 },
  };
}

/** An alert about these exceptions, as it goes out. */
export function anAlert(
  items: readonly AlertItem[] = [anItem()],
  form: OutgoingAlert["form"] = "alert",
): OutgoingAlert {
  const style = { zone: "Europe/London", consoleUrl: "https://lastedit.example" };
  const content = composeAlert({ channel: "ops", form, items }, style);
  return { id: "alert-1", sentAt: "2026-11-24T10:00:00.000Z", form, content, items };
}

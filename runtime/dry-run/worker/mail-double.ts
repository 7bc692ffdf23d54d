import { createTransport as createRealTransport } from "nodemailer";
import { askOutside, currentStep } from "./outside.ts";

interface ServerOptions {
  readonly host?: string;
  readonly port?: number;
}

interface Letter {
  readonly from?: unknown;
  readonly to?: unknown;
  readonly subject?: unknown;
  readonly text?: unknown;
  readonly html?: unknown;
}

/** Nodemailer's `createTransport`, whose mails are composed in full, shown, and never sent. */
export function createTransport(options: ServerOptions = {}): object {
  const composer = createRealTransport({ streamTransport: true, buffer: true });
  return {
    async sendMail(letter: Letter): Promise<object> {
      const step = currentStep();
      const { envelope, messageId } = await composer.sendMail(letter as Parameters<typeof composer.sendMail>[0]);
      const body = [letter.text, letter.html].find((part) => typeof part === "string") ?? "";
      await askOutside({
        what: "mail",
        step,
        mail: {
          server: `${options.host ?? "localhost"}:${options.port ?? 25}`,
          from: String(envelope.from),
          to: envelope.to.join(", "),
          subject: typeof letter.subject === "string" ? letter.subject : "",
          text: body,
        },
      });
      return { envelope, messageId, accepted: envelope.to, rejected: [], response: "250 (dry run)" };
    },
    verify: () => Promise.resolve(true),
    close: () => undefined,
  };
}

export default { createTransport };

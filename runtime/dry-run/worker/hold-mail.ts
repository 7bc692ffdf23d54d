import { registerHooks } from "node:module";

const DOUBLE = new URL("./mail-double.ts", import.meta.url).href;

/** Lets `nodemailer`, in any version and for every importer but one, be the double that sends nothing. */
export function holdMail(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const isMailer = /^nodemailer(@[^/]*)?$/.test(specifier) && context.parentURL !== DOUBLE;
      return isMailer ? { url: DOUBLE, shortCircuit: true } : nextResolve(specifier, context);
    },
  });
}

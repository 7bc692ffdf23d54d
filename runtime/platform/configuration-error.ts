/**
 * Thrown by a component when its configuration cannot work. Told apart by `name`, never by `instanceof`: a component
 * may carry another copy of this class.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly exposeStack: boolean;

  constructor(message: string, exposeStack = false) {
    super(message);
    this.exposeStack = exposeStack;
  }
}

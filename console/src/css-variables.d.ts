import "react";

declare module "react" {
  interface CSSProperties {
    /** Our own CSS variables, such as `--tone`. */
    [variable: `--${string}`]: string | number | undefined;
  }
}

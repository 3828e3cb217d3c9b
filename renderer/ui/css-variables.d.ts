import "react";

declare module "react" {
  /** Custom properties in `style`: React sets them through the CSSOM, which the strict CSP allows. */
  interface CSSProperties {
    readonly [name: `--${string}`]: string | number | undefined;
  }
}

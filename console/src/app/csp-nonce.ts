/** The nonce that this page's styles must carry; empty where the server sent none. */
export function cspNonce(): string {
  return document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}

/** Libraries that write styles of their own look for the nonce under this name. */
export function tellLibrariesTheNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: cspNonce() });
}

/** Path of a Chrome or Chromium, or undefined; as root on Debian it may install one. */
export function findBrowser(options?: { readonly install?: boolean }): string | undefined;

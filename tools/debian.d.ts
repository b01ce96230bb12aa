/** Names of the readers of paper that are missing; as root on Debian they may be installed first. */
export function findReaders(options?: { readonly install?: boolean }): string[];
export function installPackages(packages: readonly string[]): void;
export function isThere(program: string): boolean;
/** Readers of the log: environment for `go`, name of a Python; undefined where they are missing. */
export function findLogReaders(options?: { readonly install?: boolean }): {
  readonly go: Readonly<Record<string, string>> | undefined;
  readonly python: string | undefined;
};

/** Names of the readers of paper that are missing; as root on Debian they may be installed first. */
export function findReaders(options?: { readonly install?: boolean }): string[];
export function installPackages(packages: readonly string[]): void;
export function isThere(program: string): boolean;

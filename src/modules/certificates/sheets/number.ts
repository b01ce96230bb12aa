// The number of a sheet of security paper as its printer printed it: letters, then digits of one width.

export interface SheetNumber {
  readonly prefix: string;
  readonly number: bigint;
  readonly digits: number;
}

/** "A 000123" and "a000123" are the same sheet; undefined where it is no number of a sheet. */
export function readSheetNumber(text: string): SheetNumber | undefined {
  // Hostile: typed by hand, or sent by a program.
  const [, prefix, digits] = /^([A-Z]{0,6})[ -]?([0-9]{1,18})$/.exec(text.trim().toUpperCase()) ?? [];
  if (prefix === undefined || digits === undefined) return undefined;
  return { prefix, number: BigInt(digits), digits: digits.length };
}

export function sheetText({ prefix, number, digits }: SheetNumber): string {
  const figures = String(number).padStart(digits, "0");
  return prefix === "" ? figures : `${prefix} ${figures}`;
}

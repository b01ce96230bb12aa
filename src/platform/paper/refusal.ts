// Why something cannot be put on paper: an expected answer that names the field, never a half-drawn sheet.

export type PaperFault =
  /** A character the embedded typeface has no shape for: it would print as a box. */
  | "character-not-printable"
  /** Even at the smallest size the text does not fit its box. */
  | "text-does-not-fit"
  /** An original needs its code; a preview must not have one. */
  | "code-missing"
  | "code-too-long"
  /** Before its validation a paper exists as a preview only. */
  | "not-validated";

export class PaperRefusal extends Error {
  readonly fault: PaperFault;
  /** Path of the field: "exporter.name". */
  readonly field: string;
  /** The character itself, where one is at fault. */
  readonly character: string | undefined;

  constructor(fault: PaperFault, field: string, character?: string) {
    super(
      `${fault}: ${field}${character === undefined ? "" : ` (U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")})`}`,
    );
    this.name = "PaperRefusal";
    this.fault = fault;
    this.field = field;
    this.character = character;
  }
}

// Which text may stand on a certificate: what is printed must be all there is.
// Hostile: names come from applicants and from codes of others. A hidden or reordering character makes one name look
// like another, so none is accepted, neither when a certificate is made nor when one is read.

export type TextFault = "EMPTY" | "TOO_LONG" | "HIDDEN_CHARACTER" | "LOOSE_SPACES" | "NOT_COMPOSED";

/** Undefined when the text may be printed and signed as it is. `longest` counts UTF-8 bytes. */
export function findTextFault(text: string, longest: number): TextFault | undefined {
  if (text === "") return "EMPTY";
  if (text.length > longest) return "TOO_LONG";
  if (!plain.test(text)) {
    if (utf8Length(text) > longest) return "TOO_LONG";
    if (hidden.test(text)) return "HIDDEN_CHARACTER";
    if (text.normalize("NFC") !== text) return "NOT_COMPOSED";
  }
  if (loose.test(text)) return "LOOSE_SPACES";
  return undefined;
}

export function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return length;
}

const plain = /^[\u0020-\u007e]+$/;

// Controls, line and paragraph separators, private use, half characters, the replacement character and every format
// character (bidirectional overrides and marks, zero-width space, soft hyphen, tags, interlinear marks), except the
// joiners U+200C and U+200D, which Persian and Indic names need between letters.
const hidden =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cs}\ufffd\ufffe\uffff\u115f\u1160\u3164\uffa0]|\u034f|[\ufe00-\ufe0f]|(?![\u200c\u200d])\p{Cf}|(?:^|[^\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])/u;

// One ordinary space between words: an em space or two spaces cannot be told from one on paper.
const loose = /^\s|\s$|\s\s|[^\S ]/u;

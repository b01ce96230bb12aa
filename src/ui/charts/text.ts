// How wide words will be, without a browser to measure them: a good guess, on the safe side. And short numbers for paths.

/** In units of the picture, for letters of the given size. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) ems += letterWidth(letter);
  return ems * size;
}

/** As much of the text as fits, with an ellipsis where it was cut; the whole is in the table. */
export function shortened(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && textWidth(`${letters.join("").trimEnd()}…`, size) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** In at most so many lines, broken between words; the last is cut where it is still too long. */
export function inLines(text: string, width: number, size: number, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && (lines.length === most || textWidth(longer, size) <= width))
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => shortened(line, width, size));
}

/** One decimal: finer than a pixel, and short on the wire. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function letterWidth(letter: string): number {
  if (/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(letter)) return 1;
  if (/[ilj.,:;'’|!()[\]\u00a0\u202f ]/.test(letter)) return 0.36;
  if (/[mwMWжшщыюфЖШЩЮФМ@%—]/.test(letter)) return 0.98;
  if (/[A-ZÀ-ÞА-ЯЁ]/.test(letter)) return 0.74;
  if (/[а-яё]/.test(letter)) return 0.66;
  return 0.63;
}

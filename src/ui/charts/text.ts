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

/** One decimal: finer than a pixel, and short on the wire. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function letterWidth(letter: string): number {
  if (/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(letter)) return 1;
  if (/[ilj.,:;'’|!()[\]\u00a0\u202f ]/.test(letter)) return 0.36;
  if (/[mwMWЖШЩЮ@%—]/.test(letter)) return 0.98;
  if (/[A-ZÀ-ÞА-Я]/.test(letter)) return 0.7;
  return 0.63;
}

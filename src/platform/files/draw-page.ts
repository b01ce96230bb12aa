// A small picture of a page of a PDF that this program made itself, as PNG with a palette: light enough for a
// page of many. Foreign files never come here; they are opened in the file worker.
import { deflateSync, crc32 } from "node:zlib";
import { PDFiumLibrary } from "@hyzyla/pdfium";

/** `width` in dots; the height follows. `page` counts from 0. */
export async function drawPage(pdf: Uint8Array, width: number, page = 0): Promise<Uint8Array> {
  pdfium ??= PDFiumLibrary.init();
  const document = await (await pdfium).loadDocument(pdf);
  try {
    const sheet = document.getPage(page);
    const scale = width / sheet.getOriginalSize().originalWidth;
    const drawn = await sheet.render({ scale, render: "bitmap" });
    return paletted(drawn.data, drawn.width, drawn.height);
  } finally {
    document.destroy();
  }
}

let pdfium: Promise<PDFiumLibrary> | undefined;

const mostColours = 256;

/** `dots` are red, green, blue and opacity, row after row. */
export function paletted(dots: Uint8Array, width: number, height: number): Uint8Array {
  // Sixteen steps of each colour are more than print has; of those, the most frequent make the palette.
  const keyAt = (dot: number): number =>
    [0, 1, 2].reduce((key, at) => (key << 4) | ((dots[dot * 4 + at] ?? 255) >> 4), 0);
  const counts = new Map<number, number>();
  for (let dot = 0; dot < width * height; dot += 1) counts.set(keyAt(dot), (counts.get(keyAt(dot)) ?? 0) + 1);
  const palette = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostColours);
  const indexOf = new Map(palette.map(([key], index) => [key, index]));
  const nearest = (key: number): number => {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (const [index, [other]] of palette.entries()) {
      const far = [8, 4, 0].reduce(
        (sum, shift) => sum + (((key >> shift) & 15) - ((other >> shift) & 15)) ** 2,
        0,
      );
      if (far < least) [best, least] = [index, far];
    }
    return best;
  };
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const key = keyAt(y * width + x);
      let index = indexOf.get(key);
      if (index === undefined) indexOf.set(key, (index = nearest(key)));
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const colours = palette.flatMap(([key]) => [8, 4, 0].map((shift) => ((key >> shift) & 15) * 17));
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(colours)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "ascii"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

// For tests: grey pictures as PNG files, made by hand so that a test can also make a lying one.
import { crc32, deflateSync } from "node:zlib";

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** One byte for each dot, row after row; 255 is white. */
  readonly dots: Uint8Array;
}

export function pngOf({ width, height, dots }: GreyPicture, claimed = { width, height }): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claimed.width, 0);
  header.writeUInt32BE(claimed.height, 4);
  header[8] = 8;
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    rows.set(dots.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const magic = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return new Uint8Array(
    Buffer.concat([
      magic,
      chunk("IHDR", header),
      chunk("IDAT", deflateSync(rows)),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

/** Turned about its middle; what comes in from outside is white. */
export function turned({ width, height, dots }: GreyPicture, degrees: number): GreyPicture {
  const angle = (degrees * Math.PI) / 180;
  const result = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const fromX = Math.round(width / 2 + dx * Math.cos(angle) + dy * Math.sin(angle));
      const fromY = Math.round(height / 2 - dx * Math.sin(angle) + dy * Math.cos(angle));
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
      result[y * width + x] = dots[fromY * width + fromX] ?? 255;
    }
  }
  return { width, height, dots: result };
}

/** Each dot becomes the mean of its neighbourhood, as in a bad copy. */
export function blurred({ width, height, dots }: GreyPicture, radius = 1): GreyPicture {
  const result = new Uint8Array(width * height).fill(255);
  for (let y = radius; y < height - radius; y += 1) {
    for (let x = radius; x < width - radius; x += 1) {
      let sum = 0;
      for (let dy = -radius; dy <= radius; dy += 1) {
        for (let dx = -radius; dx <= radius; dx += 1) sum += dots[(y + dy) * width + x + dx] ?? 255;
      }
      result[y * width + x] = Math.round(sum / (2 * radius + 1) ** 2);
    }
  }
  return { width, height, dots: result };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

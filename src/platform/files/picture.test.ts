import { execFileSync } from "node:child_process";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanPicture, largestPublicPicture } from "./picture.ts";
import { pngOf } from "./test-picture.ts";

const grey = { width: 8, height: 6, dots: new Uint8Array(48).fill(120) };
const png = pngOf(grey);
const ascii = (text: string) => Buffer.from(text, "latin1");

/** A PNG with one more chunk after its header; its checksum is not looked at here. */
function withChunk(name: string, data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const end = 8 + 25;
  return Buffer.concat([png.subarray(0, end), length, ascii(name), data, Buffer.alloc(4), png.subarray(end)]);
}

const segment = (marker: number, data: Uint8Array) => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length + 2);
  return Buffer.concat([Buffer.of(0xff, marker), length, data]);
};
const frame = segment(0xc0, Buffer.of(8, 0, 6, 0, 8, 1, 1, 0x11, 0));
const scan = Buffer.concat([
  segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
  Buffer.of(1, 0xff, 0, 2, 0xff, 0xd0, 3),
]);
const jpeg = (...parts: readonly Uint8Array[]) =>
  Buffer.concat([Buffer.of(0xff, 0xd8), ...parts, frame, scan, Buffer.of(0xff, 0xd9)]);

describe("a picture for everybody", () => {
  test("keeps every dot and loses what was written beside it: PNG", () => {
    const secret = ascii("GPSLatitude 8.48 N, taken by Inspector X");
    for (const name of ["eXIf", "tEXt", "iTXt", "zTXt", "tIME", "iCCP", "prVt"]) {
      const cleaned = cleanPicture(withChunk(name, secret));
      expect(cleaned.ok && Buffer.from(cleaned.picture.bytes).equals(Buffer.from(png))).toBe(true);
    }
    expect(cleanPicture(png)).toMatchObject({ picture: { type: "image/png", width: 8, height: 6 } });
  });

  test("the same for JPEG: Exif, XMP, comments, and whatever follows its end", () => {
    const secret = ascii("Exif\0\0 GPS 8.48 N");
    const plain = jpeg(segment(0xe0, ascii("JFIF\0\u0001\u0001")));
    for (const marker of [0xe1, 0xe2, 0xed, 0xef, 0xfe]) {
      const cleaned = cleanPicture(
        Buffer.concat([jpeg(segment(0xe0, ascii("JFIF\0\u0001\u0001")), segment(marker, secret)), secret]),
      );
      expect(cleaned.ok && Buffer.from(cleaned.picture.bytes).equals(plain)).toBe(true);
    }
  });

  test("a program that reads pictures sees the same one after as before", () => {
    // ImageMagick, where it is there; the rule does not depend on it.
    const identify = (bytes: Uint8Array): string | undefined => {
      try {
        return execFileSync("identify", ["-format", "%w %h %[mean]", "-"], { input: bytes }).toString();
      } catch {
        return undefined;
      }
    };
    const before = identify(png);
    const cleaned = cleanPicture(withChunk("tEXt", ascii("Author\0somebody")));
    expect(cleaned.ok).toBe(true);
    if (before !== undefined && cleaned.ok) expect(identify(cleaned.picture.bytes)).toBe(before);
  });

  test("what is no whole picture, or too large, is refused", () => {
    const reason = (bytes: Uint8Array) => {
      const cleaned = cleanPicture(bytes);
      return cleaned.ok ? "accepted" : cleaned.reason;
    };
    expect(reason(new Uint8Array())).toBe("empty");
    expect(reason(new Uint8Array(largestPublicPicture + 1))).toBe("too-large");
    expect(reason(ascii("%PDF-1.7\n%%EOF"))).toBe("type-not-accepted");
    expect(reason(ascii("<svg onload=alert(1)>"))).toBe("type-not-accepted");
    expect(reason(png.subarray(0, png.length - 4))).toBe("damaged");
    expect(reason(jpeg().subarray(0, 20))).toBe("damaged");
    expect(reason(pngOf(grey, { width: 40_000, height: 40_000 }))).toBe("too-many-pixels");
    // A length that leads beyond the end, and thousands of tiny parts.
    expect(reason(withChunk("tEXt", deflateSync(ascii("x"))).fill(0xff, 33, 37))).toBe("damaged");
    expect(reason(jpeg(...Array.from({ length: 6_000 }, () => segment(0xe0, ascii("a")))))).toBe("damaged");
  });

  test("random bytes after a right beginning never throw, and nothing comes out longer than it went in", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, asPng) => {
        const whole = Buffer.concat(
          asPng
            ? [png.subarray(0, 33), bytes, png.subarray(png.length - 12)]
            : [jpeg().subarray(0, 15), bytes, Buffer.of(0xff, 0xd9)],
        );
        const cleaned = cleanPicture(whole);
        if (cleaned.ok) expect(cleaned.picture.bytes.length <= whole.length).toBe(true);
      }),
    );
  });
});

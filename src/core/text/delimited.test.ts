// Cells that a spreadsheet would take for a formula are guarded, and every text comes back as it was.
import { expect, test } from "vitest";
import { withoutGuard, writeDelimited } from "./delimited.ts";

test.each(["=1+1", "'=1+1", "''-5", "'tis", "@x", "plain", "'"])(
  "%s is guarded where it must be, and reads back",
  (text) => {
    const cell = writeDelimited([[text]]).replace(/\r\n$/, "");
    expect(cell).not.toMatch(/^[=+\-@]/);
    expect(withoutGuard(cell)).toBe(text);
  },
);

import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { locales } from "#ui/browser-words.ts";
import { firstVisitBytes, loadProgram } from "./bundle.ts";

const program = await loadProgram();
const text = (address: string): string => new TextDecoder().decode(program.get(address)?.bytes);

describe("the desk's program", () => {
  test.each(locales)("needs at most 90 kB, compressed, before the thorough reader, in %s", (locale) => {
    expect(firstVisitBytes(program, locale)).toBeLessThan(90_000);
  });

  test("keeps every file of it on the device, the large reader apart and after", () => {
    const worker = text("/verifier/sw.js");
    for (const [address, { part }] of program) {
      if (address === "/verifier/sw.js") continue;
      expect(worker, address).toContain(JSON.stringify(address));
      if (address.endsWith(".wasm")) expect(part).toBe("later");
    }
  });

  test("has no inline script or style, and names nobody else's host", () => {
    const page = text("/verifier/");
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|style=|https?:/);
    for (const address of program.keys()) expect(address).toMatch(/^\/verifier\//);
  });

  test("can be installed: name, start, scope, icons that are there", () => {
    const manifest = JSON.parse(text("/verifier/manifest.webmanifest")) as {
      readonly start_url: string;
      readonly scope: string;
      readonly icons: readonly { readonly src: string; readonly sizes: string }[];
    };
    expect([manifest.start_url, manifest.scope]).toEqual(["/verifier/", "/verifier/"]);
    expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(["192x192", "512x512"]);
    for (const { src } of manifest.icons) expect(program.get(src)?.type).toBe("image/png");
  });

  test("is the same bytes when it is sent compressed", () => {
    for (const [address, { bytes, gzip }] of program)
      expect([address, gunzipSync(gzip).equals(bytes)]).toEqual([address, true]);
  });
});

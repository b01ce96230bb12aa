import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadAssets } from "./assets.ts";

const assets = await loadAssets();
const style = assets.find(assets.href("app.css"))!;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("the assets", () => {
  it("are made once", async () => {
    expect(await loadAssets()).toBe(assets);
  });

  it("have a hash in their name and are found only under it", () => {
    expect(assets.href("app.css")).toMatch(/^\/assets\/app\.[0-9a-f]{10}\.css$/);
    expect(assets.href("forms.js")).toMatch(/^\/assets\/forms\.\w+\.js$/);
    for (const path of ["/assets/app.css", "/assets/../assets.ts", "/assets/app.0000000000.css"])
      expect(assets.find(path)).toBeUndefined();
  });

  it("refuse a name that nothing has: a page without its style must not go out", () => {
    expect(() => assets.href("missing.js")).toThrow(/missing\.js/);
  });

  it("are the same bytes in every encoding", () => {
    expect(text(brotliDecompressSync(style.brotli))).toBe(text(style.bytes));
    expect(text(gunzipSync(style.gzip))).toBe(text(style.bytes));
  });

  it("hold screen and paper in one sheet, which asks for nothing from elsewhere", () => {
    expect(text(style.bytes).includes("@media print")).toBe(true);
    expect(/url\(|@import|https?:/.exec(text(style.bytes))).toBeNull();
  });

  it("stay small: the sheet under 8 kB, that of figures under 3 kB, the form's island under 2 kB on the wire", () => {
    expect(style.brotli.byteLength).toBeLessThan(8_000);
    expect(assets.find(assets.href("figures.css"))!.brotli.byteLength).toBeLessThan(3_000);
    expect(assets.find(assets.href("forms.js"))!.brotli.byteLength).toBeLessThan(2_000);
  });

  it("let a page with a what-if load next to nothing, and the engine at the first tick under 45 kB on the wire", () => {
    const island = assets.find(assets.href("what-if.js"))!;
    expect(island.brotli.byteLength).toBeLessThan(1_000);
    const engine = [...text(island.bytes).matchAll(/part\.\w+\.js/g)]
      .map(([name]) => assets.find(`/assets/${name}`)?.brotli.byteLength ?? 0)
      .reduce((sum, bytes) => sum + bytes, 0);
    expect(engine).toBeGreaterThan(10_000);
    expect(engine).toBeLessThan(45_000);
  });
});

describe("the answer", () => {
  it("is in the best encoding that the browser reads, and may be kept for ever", async () => {
    const brotli = style.answer("gzip, deflate, br;q=1.0");
    expect(brotli.headers.get("content-encoding")).toBe("br");
    expect(brotli.headers.get("cache-control")).toContain("immutable");
    expect(style.answer("gzip, br;q=0").headers.get("content-encoding")).toBe("gzip");
    const bare = style.answer(undefined);
    expect(bare.headers.get("content-encoding")).toBeNull();
    expect(await bare.text()).toBe(text(style.bytes));
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { namesShown } from "#core/certificate/file/claims.ts";
import { readFileText } from "#core/certificate/file/read-file.ts";
import { fileTextOf } from "#core/certificate/testing/forge-file.ts";
import { content } from "#core/certificate/testing/world.ts";
import { sha256 } from "#platform/keys/random.ts";
import { certificatesModule } from "../../index.ts";
import { siteOf } from "../../../../../test/support/site.ts";
import type { Site } from "../../../../../test/support/site.ts";
import { testScheme } from "../../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../../test/support/scheme.ts";

let scheme: TestScheme;
let site: Site;
beforeAll(async () => {
  scheme = await testScheme();
  site = siteOf(scheme, certificatesModule, async () => null);
});
afterAll(() => scheme.close());

async function send(file: string | null, items: readonly string[]): Promise<Response> {
  const form = new FormData();
  if (file !== null) form.set("file", new File([file], "SL-004912.sdjwt"));
  for (const item of items) form.append("items", item);
  return site.fetch(new Request("http://localhost/show", { method: "POST", body: form }));
}

describe("showing only what is asked, by anybody who holds a file", () => {
  const whole = fileTextOf(content());

  test("gives a file that says what was ticked, and keeps nothing", async () => {
    const answer = await send(whole, ["carats", "origin"]);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/dc+sd-jwt"]);
    expect(answer.headers.get("content-disposition")).toContain("-shown.sdjwt");
    const reading = readFileText(await answer.text(), sha256);
    expect(reading.ok && namesShown(reading.claims)).toEqual(["origin", "carats"]);
    const { rows } = await scheme.owner.pool.query("select count(*)::int as files from certificate_file");
    expect(rows).toEqual([{ files: 0 }]);
  });

  test("with nothing ticked, only what everybody sees", async () => {
    const reading = readFileText(await (await send(whole, [])).text(), sha256);
    expect(reading.ok && namesShown(reading.claims)).toEqual([]);
  });

  test("says what is wrong at its place, and keeps the ticks", async () => {
    const without = await send(null, ["carats"]);
    expect([without.status, await without.text()]).toEqual([
      422,
      expect.stringMatching(/Choose the file[\s\S]*value="carats" checked/),
    ]);
    for (const bad of ["hello", `${whole.slice(0, -40)}~`, "x".repeat(200_000)]) {
      const answer = await send(bad, ["carats"]);
      expect([answer.status, await answer.text()]).toEqual([
        422,
        expect.stringContaining("not the whole, unchanged file"),
      ]);
    }
    const some = await (await send(whole, ["carats"])).text();
    const missing = await send(some, ["exporter"]);
    expect([missing.status, await missing.text()]).toEqual([
      422,
      expect.stringContaining("does not hold this any more: Exporter"),
    ]);
  });
});

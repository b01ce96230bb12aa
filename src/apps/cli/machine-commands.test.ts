// Programs of offices at work by the command line: the signed file, the main job, papers, and the codes they end with.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goods, parsed, servedCommands } from "../../../test/support/served-commands.ts";
import type { Ran, ServedCommands } from "../../../test/support/served-commands.ts";

let server: string;
let folder: string;
let list: ServedCommands["list"];
let run: ServedCommands["run"];
let at: ServedCommands["at"];
let issuedHere: ServedCommands["issuedHere"];
let close: ServedCommands["close"];

beforeAll(async () => {
  ({ server, folder, list, run, at, issuedHere, close } = await servedCommands());
});
afterAll(() => close());

describe("the signed file of a certificate", () => {
  const offline = (): string[] => ["--trust-list", list.file, "--scheme-key", list.key];

  test("is fetched, checked with and without a server, beside its code, and shown in part", async () => {
    const { id } = await issuedHere();
    const { out } = await run("validator", at("certificate", "validate", id!, "--seal", "SL-F-1"));
    const qrText = out.split("\n")[1] ?? "";
    const whole = join(folder, "whole.sdjwt");
    expect((await run("desk", at("certificate", "file", id!, "-o", whole))).code).toBe(0);
    expect((await run(null, ["verify", whole, "--server", server])).out).toMatch(/^VALID: /);
    const checked = await run(null, ["verify", whole, ...offline(), "--code", qrText]);
    expect([checked.code, checked.out.split(":")[0]]).toEqual([0, "NOT FULLY CHECKED"]);

    const some = join(folder, "some.sdjwt");
    expect((await run(null, ["present", whole, "--show", "carats,origin", "-o", some])).code).toBe(0);
    const shown = JSON.parse(
      (await run(null, ["verify", some, "--server", server, "--scheme-key", list.key, "--json"])).out,
    ) as { state: string; content: Record<string, unknown> };
    expect(shown.state).toBe("valid");
    expect(shown.content).toMatchObject({ carats: "1234.50", origin: { kind: "SINGLE", country: "SL" } });
    expect(Object.keys(shown.content)).not.toContain("exporter");

    const missing = await run(null, ["present", some, "--show", "exporter"]);
    expect([missing.code, missing.error]).toEqual([2, expect.stringContaining('does not hold "exporter"')]);
    const { code } = await run(null, ["present", join(folder, "trust-list.cose"), "--show", "carats"]);
    expect(code).toBe(1);
    const credential = JSON.parse((await run("desk", at("certificate", "untp", id!))).out) as {
      type: string[];
    };
    expect(credential.type).toContain("DigitalConformityCredential");
  });

  test("that says other than the code beside it is refused, and the item is named", async () => {
    const made = async (name: string): Promise<{ qrText: string; file: string }> => {
      const { id } = await issuedHere();
      const { out } = await run("validator", at("certificate", "validate", id!, "--seal", name));
      const file = join(folder, `${name}.sdjwt`);
      await run("desk", at("certificate", "file", id!, "-o", file));
      return { qrText: out.split("\n")[1] ?? "", file };
    };
    const [one, other] = [await made("SL-F-2"), await made("SL-F-3")];
    const { code, out } = await run(null, ["verify", one.file, ...offline(), "--code", other.qrText]);
    expect([code, out]).toEqual([1, expect.stringContaining("the file does not say what the code says")]);
  });
});

describe("the whole main job by command line", () => {
  test("what else happens to a certificate: by options, or as JSON; and everybody who asks hears so", async () => {
    await writeFile(join(folder, "goods.json"), JSON.stringify({ office: "SL-KPA/FNA", goods }));
    const issued = async () =>
      parsed(await run("desk", at("certificate", "issue", join(folder, "goods.json"), "--json")))["id"]!;
    const id = await issued();
    await run("validator", at("certificate", "validate", id, "--seal", "SL-C-9"));
    const asked = ["certificate", "step", "report-lost", id, "--place", "Freetown", "--on", "2026-06-01"];
    expect(await run("desk", at(...asked))).toMatchObject({ code: 0, out: "The certificate is now LOST." });
    expect((await run("desk", at(...asked))).code).toBe(1);
    await writeFile(join(folder, "replace.json"), JSON.stringify({ reason: "PAPER_LOST", enclosed: false }));
    const replaced = await run(
      "desk",
      at("certificate", "step", "replace", id, join(folder, "replace.json")),
    );
    expect([replaced.code, replaced.out]).toEqual([0, expect.stringMatching(/^Certificate SL /)]);
    expect((await run("desk", at("certificate", "list", "--state", "REPLACED"))).out).toContain(id);
  });

  test("apply, approve, issue, validate, print, export, present, confirm; then the paper is read and found used", async () => {
    await writeFile(
      join(folder, "invoice.png"),
      Buffer.from(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
        "base64",
      ),
    );
    const application = {
      office: "SL-KPA/FNA",
      goods,
      evidence: [{ file: "invoice.png", kind: "export-invoice", carats: "1234.50" }],
      declaration: true,
      company: "SL-KPA.counter",
    };
    await writeFile(join(folder, "application.json"), JSON.stringify(application));
    const submitted = parsed(
      await run("counter", at("application", "submit", join(folder, "application.json"), "--json")),
    );
    expect((await run("desk", at("application", "list"))).out).toContain(submitted["reference"]);
    expect((await run("desk", at("application", "show", submitted["id"]!))).out).toContain("invoice.png");
    expect(
      await run("desk", at("application", "review", submitted["id"]!, "--decision", "approve")),
    ).toMatchObject({ code: 0, out: "The application is now APPROVED." });

    const { id, number } = parsed(
      await run(
        "desk",
        at("certificate", "issue", "--application", submitted["id"]!, "--office", "SL-KPA/FNA", "--json"),
      ),
    ) as { id: string; number: string };
    const preview = join(folder, "preview.pdf");
    expect((await run("desk", at("certificate", "preview", id, "-o", preview))).code).toBe(0);
    expect(await run(null, ["verify", preview, "--server", server])).toMatchObject({
      code: 2,
      error: expect.stringContaining("no-code"),
    });

    expect(
      (await run("validator", at("certificate", "validate", id, "--seal", "SL-C-1", "SL-C-2"))).out,
    ).toContain("KPC1:");
    const paper = join(folder, "paper.pdf");
    const lot = ["--office", "SL-KPA/FNA", "--first", "C 001", "--last", "C 010"];
    const entered = await run("desk", at("sheets", "enter", ...lot, "--received-on", "2026-06-01"));
    expect([entered.code, entered.out]).toEqual([0, "10 sheets entered."]);
    expect(await run("desk", at("certificate", "print", id, "-o", paper, "--sheet", "c002"))).toMatchObject({
      code: 0,
      out: paper,
    });
    expect((await run("desk", at("certificate", "export", id))).code).toBe(1);
    const outcome = ["certificate", "print-outcome", id, "--outcome", "right"] as const;
    expect((await run("desk", at(...outcome))).out).toBe("Recorded: right.");
    expect((await run("desk", at("sheets", "list"))).out).toMatch(/C 001 – C 010 +1 +0 +0 +9/);
    expect((await run("desk", at("certificate", "export", id))).out).toBe("The certificate is now EXPORTED.");
    expect((await run("desk", at("certificate", "receipt", id))).out).toMatch(/^c2sp\.org\/tlog-proof@v1/);
    expect((await run("desk", at("certificate", "list", "--number", number))).out).toContain(id);

    const good = await run(null, ["verify", paper, "--server", server]);
    expect([good.code, good.out.split("\n")[0]]).toEqual([0, expect.stringMatching(/^VALID: Issued by /)]);

    expect((await run("antwerp", at("arrival", "list"))).out).toContain(number);
    expect((await run("antwerp", at("arrival", "present", id))).out).toContain("PRESENTED");
    const match = { mark: "match" };
    const found = {
      checklist: {
        SEALS: match,
        PARCELS: match,
        CARATS: match,
        VALUE: match,
        CODES: match,
        DATES: match,
        STATUS: match,
        CONSIGNMENT: match,
      },
      actuals: {
        seals: ["SL-C-1", "SL-C-2"].map((seal) => ({ seal, intact: true })),
        parcels: 1,
        lines: goods.lines,
      },
    };
    expect(await run("antwerp", at("arrival", "confirm", id, "-"), JSON.stringify(found))).toMatchObject({
      code: 0,
      out: "Receipt is confirmed: everything matches.",
    });
    const again = await run("antwerp", at("arrival", "confirm", id, "-"), JSON.stringify(found));
    expect([again.code, again.error]).toEqual([1, expect.stringContaining("done before")]);

    const loss = ["--code", "7102.31", "--carats", "4.50", "--kind", "BOILING", "--reason", "acid, slip 118"];
    expect(await run("antwerp", at("incoming", "loss", id, ...loss))).toMatchObject({
      code: 0,
      out: "Recorded. 1230.00 carats are left of the certificate.",
    });
    expect((await run("antwerp", at("incoming", "list"))).out).toMatch(/1234\.50 +0\.00 +4\.50 +1230\.00/);
    expect((await run("antwerp", at("incoming", "show", id))).out).toContain('"left": "1230.00"');
    expect((await run("desk", at("certificate", "sources", id))).out).toContain('"provenance": []');

    const used = await run(null, ["verify", paper, "--server", server, "--scheme-key", list.key]);
    expect([used.code, used.out]).toEqual([1, expect.stringMatching(/^ALREADY USED: .*Belgium/)]);
  });

  test("a batch says from which number to which", async () => {
    const ran = await run(
      "desk",
      at("certificate", "batch", "-"),
      JSON.stringify({
        items: [
          { office: "SL-KPA/FNA", goods },
          { office: "SL-KPA/FNA", goods },
        ],
      }),
    );
    expect(ran.out).toMatch(/^2 certificates were issued, from SL \d{6} to SL \d{6}\.$/);
  });

  test("Participants are listed in the reader's language", async () => {
    expect((await run(null, at("participants"))).out).toMatch(/BW +PARTICIPANT +Botswana/);
    expect((await run(null, at("participants"), "", { LANG: "fr_FR.UTF-8" })).out).toMatch(
      /ZA +PARTICIPANT +Afrique du Sud/,
    );
  });
});

describe("papers of goods that move without a certificate", () => {
  const paper = {
    kind: "COMFORT",
    purpose: "ROCK_SAMPLES",
    goods: "Six drums of kimberlite drill core, 480 kg, sealed",
    receiver: "EU-BE",
    recipient: "Sample Assay Laboratory, Antwerp",
  };

  test("are issued, listed, shown, used by the receiver and closed by the issuer", async () => {
    const issue = at("document", "issue", "-", "--json");
    const { id, number } = parsed(await run("desk", issue, JSON.stringify(paper)));
    expect(number).toMatch(/^LC SL-KPA 2026\/\d{3}$/);
    expect((await run("antwerp", at("document", "list"))).out).toContain(number);
    expect((await run("desk", at("document", "show", id!))).out).toContain("drill core");
    expect(await run("antwerp", at("document", "close", id!))).toMatchObject({ code: 1 });
    expect(await run("antwerp", at("document", "use", id!))).toMatchObject({
      code: 0,
      out: "The paper is now used.",
    });
    expect(await run("desk", at("document", "close", id!))).toMatchObject({
      code: 0,
      out: "The paper is now closed.",
    });
  });

  test("a letter of comfort has no carats and no purpose of a technical certificate", async () => {
    for (const wrong of [{ carats: "1.00" }, { purpose: "DETAINED_OR_SEIZED" }]) {
      const { code, error } = await run(
        "desk",
        at("document", "issue", "-"),
        JSON.stringify({ ...paper, ...wrong }),
      );
      expect([code, error.length > 10]).toEqual([1, true]);
    }
  });
});

describe("exit codes", () => {
  test("1 and the sentences of every field when refused; --json gives the problem itself", async () => {
    const body = JSON.stringify({
      office: "SL-KPA/FNA",
      goods: { ...goods, lines: [{ code: "7102.31", carats: "0", usd: "1" }] },
    });
    const ran = await run("desk", at("certificate", "issue", "-"), body);
    expect([ran.code, ran.error.split("\n")[1]]).toEqual([
      1,
      "  lines.0.carats: The weight must be more than zero",
    ]);
    const asJson = await run("desk", at("certificate", "issue", "-", "--json"), body);
    expect([asJson.code, JSON.parse(asJson.out).code]).toEqual([1, "bad-input"]);
    expect((await run(null, at("certificate", "list"))).code).toBe(1);
    expect((await run("antwerp", at("certificate", "issue", "-"), body)).code).toBe(1);
  });

  test("2 when used wrongly", async () => {
    expect((await run("desk", at("certificate", "issue", "-"), "{")).code).toBe(2);
    expect((await run("desk", at("certificate", "issue", "/nowhere/at-all.json"))).code).toBe(2);
    expect((await run("desk", at("certificate", "issue", "--application", "x"))).code).toBe(2);
    expect((await run("desk", at("certificate", "no-such-thing"))).code).toBe(2);
    expect((await run("desk", at("certificate", "print", "x"))).code).toBe(2);
    expect((await run("desk", ["certificate", "list", "--server", "not an address"])).code).toBe(2);
  });

  test("3 when the server does not answer", async () => {
    const ran = await run("desk", ["certificate", "list", "--server", "http://127.0.0.1:1"]);
    expect([ran.code, ran.error]).toEqual([3, expect.stringContaining("No answer from http://127.0.0.1:1")]);
  });

  test("the same idempotency key does it once", async () => {
    const once = (): Promise<Ran> =>
      run(
        "desk",
        at("certificate", "issue", "-", "--json", "--idempotency-key", "cli-once-0001"),
        JSON.stringify({ office: "SL-KPA/FNA", goods }),
      );
    expect(parsed(await once())).toEqual(parsed(await once()));
  });
});

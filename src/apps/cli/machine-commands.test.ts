import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { ServerType } from "@hono/node-server";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { certificatesModule } from "#modules/certificates/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { findFounding, recordModule } from "#modules/record/index.ts";
import type { Actor, Sequencer } from "#modules/record/index.ts";
import {
  findCurrentTrustList,
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import { receiptToText } from "#core/certificate/receipt/format.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { verifyCoseReceipt } from "#core/log/cose-receipt.ts";
import { pillars } from "#core/log/testing/parties.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { createApp } from "../server/app.ts";
import { addApiCommands } from "./api.ts";
import { addOriginCommands } from "./origin.ts";
import { addPresentCommand } from "./present.ts";
import { addSheetsCommands } from "./sheets.ts";
import type { Terminal } from "./terminal.ts";
import { addVerifyCommand } from "./verify.ts";

const officer = (place: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "api-key",
  id: `00000000-0000-7000-8000-0000000000${place}`,
  name: `Program ${place}`,
  organisation,
  roles,
});
const people: Readonly<Record<string, Actor>> = {
  counter: officer(31, "SL-KPA", "issuing-officer"),
  desk: officer(32, "SL-KPA", "issuing-officer"),
  validator: officer(33, "SL-KPA", "validating-officer"),
  antwerp: officer(34, "EU-BE", "importing-officer"),
};

let scheme: TestScheme;
let sequencer: Sequencer;
let web: ServerType;
let server: string;
let folder: string;
let list: { file: string; key: string };

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  const { database, keyring } = scheme;
  const clock = () => scheme.now;
  sequencer = await scheme.startSequencer();
  const app = createApp({
    modules: [recordModule, schemeModule, identityModule, certificatesModule],
    assets: { find: () => undefined } as unknown as Parameters<typeof createApp>[0]["assets"],
    base: { database, keyring, clock, committed: () => sequencer.nudge() },
    authenticate: async (_, headers) => people[headers.get("authorization")?.slice(7) ?? ""] ?? null,
    founding: async () => undefined,
    report: (error) => expect.unreachable(String(error)),
    baseUrl: "http://localhost",
  });
  server = await new Promise((resolve) => {
    web = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
  folder = await mkdtemp(join(tmpdir(), "kimberlite-cli-"));
  const published = await findCurrentTrustList(scheme.ctx());
  const file = join(folder, "trust-list.cose");
  await writeFile(file, published!.bytes);
  list = { file, key: toHex(published!.schemeKey) };
});
afterAll(async () => {
  web.close();
  await sequencer.stop();
  await scheme.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function run(
  who: string | null,
  words: readonly string[],
  input = "",
  environment: Record<string, string> = {},
): Promise<Ran> {
  let code = 0;
  const [out, error]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    environment: { ...(who === null ? {} : { KIMBERLITE_API_KEY: who }), ...environment },
    now: () => new Date(scheme.now).toISOString(),
    out: (line) => void out.push(line),
    error: (line) => void error.push(line),
    readInput: async () => Buffer.from(input),
    setExitCode: (value) => void (code = value),
  };
  const program = new Command("kimberlite").configureOutput({
    writeErr: (text) => void error.push(text),
    writeOut: (text) => void out.push(text),
  });
  const exit = vi.spyOn(process, "exit").mockImplementation((value) => {
    throw new Exit(Number(value));
  });
  try {
    addVerifyCommand(program, terminal);
    addPresentCommand(program, terminal);
    addApiCommands(program, terminal);
    addOriginCommands(program, terminal);
    addSheetsCommands(program, terminal);
    for (const command of [
      program,
      ...program.commands,
      ...program.commands.flatMap(({ commands }) => commands),
    ]) {
      command.configureOutput({
        writeErr: (text) => void error.push(text),
        writeOut: (text) => void out.push(text),
      });
    }
    await program.parseAsync(words, { from: "user" });
  } catch (thrown) {
    if (!(thrown instanceof Exit)) throw thrown;
    code = thrown.code;
  } finally {
    exit.mockRestore();
  }
  return { code, out: out.join("\n"), error: error.join("\n") };
}

class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

const goods = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
};
const at = (...words: string[]): string[] => [...words, "--server", server];
const parsed = ({ out, error, code }: Ran): Record<string, string> => {
  expect([code, error]).toEqual([0, ""]);
  return JSON.parse(out) as Record<string, string>;
};
const issuedHere = async (): Promise<Record<string, string>> =>
  parsed(
    await run(
      "desk",
      at("certificate", "issue", "-", "--json"),
      JSON.stringify({ office: "SL-KPA/FNA", goods }),
    ),
  );

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

describe("kimberlite verify", () => {
  let qrText: string;
  let number: string;
  let id: string;
  beforeAll(async () => {
    const issued = await issuedHere();
    number = issued["number"]!;
    id = issued["id"]!;
    qrText = parsed(
      await run("validator", at("certificate", "validate", issued["id"]!, "--seal", "SL-V-1", "--json")),
    )["qrText"]!;
  });
  const offline = (...words: string[]): string[] => [
    "verify",
    ...words,
    "--trust-list",
    list.file,
    "--scheme-key",
    list.key,
  ];

  test("offline, against the signed list: authentic, and it says what it could not ask", async () => {
    const ran = await run(null, offline(qrText));
    expect([ran.code, ran.out]).toEqual([
      0,
      expect.stringMatching(/^NOT FULLY CHECKED: Checked without the register/),
    ]);
    expect(ran.out).toMatch(/Passed +The signature fits every word of the code/);
    expect(ran.out.split("\n")).toHaveLength(2 + 19);
    const asJson = JSON.parse((await run(null, offline(qrText, "--json"))).out);
    expect(asJson).toMatchObject({
      state: "offline",
      checkedBy: "this-device",
      content: { number, seals: ["SL-V-1"] },
    });
  });

  test("from a file, from the standard input, and with another day", async () => {
    const file = join(folder, "code.txt");
    await writeFile(file, `${qrText}\n`);
    expect((await run(null, offline(file))).code).toBe(0);
    expect((await run(null, offline("-"), qrText)).code).toBe(0);
    const late = await run(null, offline(qrText, "--now", "2026-09-01T00:00:00Z"));
    expect([late.code, late.out]).toEqual([1, expect.stringMatching(/^RAN OUT: /)]);
    const early = await run(null, offline(qrText, "--now", "1970-01-01T00:00:00Z"));
    expect([early.code, early.out]).toEqual([2, expect.stringMatching(/^WRONG CLOCK: /)]);
  });

  test("with its receipt: seal and record give one answer, by the list's policy or by one's own", async () => {
    const file = join(folder, "code.kp-receipt");
    const fetched = await run("desk", at("certificate", "receipt", id, "-o", file));
    expect([fetched.code, fetched.error]).toEqual([0, ""]);
    const both = await run(null, offline(qrText, "--receipt", file));
    expect([both.code, both.out]).toEqual([
      0,
      expect.stringMatching(
        /^NOT FULLY CHECKED: .*\nOn the public record as entry [\d,]+\. Nobody witnesses/,
      ),
    ]);
    expect(both.out).toMatch(/Passed +The public record has it/);
    const text = receiptToText(await readFile(file));
    expect((await run(null, offline(qrText, "--receipt", text))).out).toBe(both.out);
    const asked = ["verify", qrText, "--receipt", file, "--server", server, "--json"];
    expect(JSON.parse((await run(null, asked)).out)).toMatchObject({
      state: "valid",
      record: { witnessed: false, witnesses: [] },
    });

    const cose = join(folder, "act.cose");
    const act = parsed(await run("desk", at("certificate", "receipt", id, "--json")));
    expect((await run("desk", at("certificate", "receipt", id, "--cose", "-o", cose))).code).toBe(0);
    const founding = (await findFounding({ db: scheme.database.kysely }))!;
    const entry = Buffer.from(act["leaf"]!, "base64");
    const known = { origin: founding.origin, keyId: founding.logKeyId, publicKey: founding.logKey };
    const receipt = await readFile(cose);
    expect(verifyCoseReceipt(sha256, { entry, receipt, log: known, verifyEd25519 })).toEqual({ ok: true });
    expect((await run("desk", at("certificate", "receipt", id, "--cose"))).code).toBe(2);

    const policy = join(folder, "policy.txt");
    const { logPolicy } = (await findCurrentTrustList(scheme.ctx()))!.list;
    const [log] = logPolicy!.split("\n");
    await writeFile(policy, `${log}\nwitness government ${pillars[0]!.text}\nquorum government\n`);
    const strict = await run(null, offline(qrText, "--receipt", file, "--policy", policy));
    expect([strict.code, strict.out]).toEqual([
      1,
      expect.stringMatching(/^NOT ON THE RECORD: Too few witnesses/),
    ]);
    await writeFile(policy, "quorum\n");
    const bad = await run(null, offline(qrText, "--receipt", file, "--policy", policy));
    expect([bad.code, bad.error]).toEqual([2, expect.stringContaining("line 1")]);
    expect((await run(null, offline(qrText, "--policy", policy))).code).toBe(2);
  });

  test("with the receipt of another, or a changed one, it is not good", async () => {
    const other = await issuedHere();
    await run("validator", at("certificate", "validate", other["id"]!, "--seal", "SL-V-2"));
    const file = join(folder, "other.kp-receipt");
    expect((await run("desk", at("certificate", "receipt", other["id"]!, "-o", file))).code).toBe(0);
    const ran = await run(null, offline(qrText, "--receipt", file));
    expect([ran.code, ran.out]).toEqual([
      1,
      expect.stringMatching(/^NOT ON THE RECORD: .*another certificate/),
    ]);
    await writeFile(file, "nothing of the kind");
    expect((await run(null, offline(qrText, "--receipt", file))).out).toMatch(
      /^NOT ON THE RECORD: This is no whole/,
    );
    expect((await run(null, offline(qrText, "--receipt", join(folder, "absent")))).code).toBe(2);
  });

  test("a changed code, a strange code and a list signed by another are not good", async () => {
    const changed = qrText.slice(0, -2) + (qrText.endsWith("00") ? "11" : "00");
    expect((await run(null, offline(changed))).code).toBe(1);
    expect((await run(null, offline("https://example.org/KPC1:"))).code).toBe(1);
    const otherKey = `04${toHex((await scheme.keyring.findSigner("SL-KPA"))!.publicKey).slice(2)}`;
    const ran = await run(null, ["verify", qrText, "--trust-list", list.file, "--scheme-key", otherKey]);
    expect([ran.code, ran.error]).toEqual([2, expect.stringContaining("signature-wrong")]);
  });

  test("online by number, by code as the server says it, and by code checked here", async () => {
    expect(await run(null, ["verify", number, "--server", server])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^VALID: /),
    });
    expect(await run(null, ["verify", "SL 009999", "--server", server])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^NOT FOUND: /),
    });
    expect((await run(null, ["verify", qrText, "--server", server])).out).toContain("server’s answer");
    const here = await run(null, ["verify", qrText, "--server", server, "--scheme-key", list.key]);
    expect([here.code, here.out]).toEqual([0, expect.stringMatching(/^VALID: [^]*checked here/)]);
  });

  test("what was not asked properly, or not answered, says nothing about the paper", async () => {
    expect((await run(null, ["verify", qrText])).code).toBe(2);
    expect((await run(null, ["verify", qrText, "--trust-list", list.file])).code).toBe(2);
    expect((await run(null, offline(number))).code).toBe(2);
    expect((await run(null, ["verify", number, "--server", "http://127.0.0.1:1"])).code).toBe(2);
    expect((await run(null, ["verify"])).code).toBe(2);
  });
});

// `kimberlite totals check` against logs as a web server shows them: one that is honest, and ones that are not.
import { mkdtemp, rm, writeFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Facts } from "#core/act/act.ts";
import { encodeBundle } from "#core/log/tiles.ts";
import { encodeCommitments, flowFacts } from "#core/totals/acts.ts";
import { commitmentOf, flowOf, publicIdOf } from "#core/totals/testing/log.ts";
import {
  actOf,
  founding,
  headOf,
  newSigner,
  pillarPolicy,
  showLog,
} from "../../../test/support/shown-log.ts";
import type { ShownLog } from "../../../test/support/shown-log.ts";
import { addTotalsCommands } from "./totals.ts";

const secretariat = newSigner();
const sierraLeone = newSigner();
const stranger = newSigner();
const certificates = [1, 2, 3].map((number) => ({
  id: publicIdOf(number),
  authority: "SL-KPA",
  carats: BigInt(1000 * number),
  usd: BigInt(70_000 * number),
  issuedAt: "",
}));
const day = "2026-09-30";
const none = flowFacts(flowOf([]));
const sign = (
  type: string,
  subject: string,
  facts: Facts = {},
  at = `${day}T10:00:00.000Z`,
  by = sierraLeone,
) => actOf(by, "SL-KPA", type, facts, at, subject);
const life = certificates.flatMap(({ id }) => [
  sign("certificate.issued", `certificate:${id}`, { participant: "SL" }),
  sign("certificate.validated", `certificate:${id}`, { signer: new Uint8Array(8) }),
  sign("certificate.exported", `certificate:${id}`),
]);
const three = { issued: 3, validated: 3, exported: 3 };
const later = "2026-10-01T00:10:00.000Z";
const totals = (exports: Facts) =>
  sign(
    "totals.published",
    "totals:SL-KPA:2026-Q3",
    { quarter: "2026-Q3", participant: "SL", exports, imports: none },
    later,
  );
const count = sign(
  "certificates.counted",
  "counts:SL-KPA",
  { from: day, to: day, counts: three, totals: three },
  later,
);
const committed = sign(
  "certificates.committed",
  "commitments:SL-KPA",
  { items: encodeCommitments(certificates.map(commitmentOf)) },
  later,
);
const beginning = [
  founding(secretariat),
  actOf(secretariat, "KP-SEC", "organisation-key.added", {
    organisation: "SL-KPA",
    keyId: sierraLeone.keyId,
    publicKey: sierraLeone.publicKey,
  }),
];
const honest = [...beginning, ...life, committed, count, totals(flowFacts(flowOf(certificates)))];

let log: ShownLog;
let folder: string;
beforeEach(async () => {
  log = await showLog();
  folder = await mkdtemp(join(tmpdir(), "kimberlite-totals-"));
  await writeFile(join(folder, "policy"), pillarPolicy);
});
afterEach(async () => {
  log.close();
  await rm(folder, { recursive: true, force: true });
});

async function check(...given: readonly string[]): Promise<{ exit: number; out: string; error: string }> {
  const told = { exit: 0, out: "", error: "" };
  const program = new Command().exitOverride();
  addTotalsCommands(program, {
    environment: {},
    now: () => "2026-10-01T09:00:00.000Z",
    out: (line) => (told.out += `${line}\n`),
    error: (line) => (told.error += `${line}\n`),
    readInput: async () => new Uint8Array(),
    setExitCode: (code) => (told.exit = code),
  });
  await program.parseAsync(["totals", "check", ...given], { from: "user" });
  return told;
}

const show = (entries: readonly Uint8Array[], signed: readonly Uint8Array[] = entries): void =>
  log.show({ entries, checkpoint: headOf(signed) });

describe("totals check", () => {
  test("reads every entry of an honest log and finds that all of it fits", async () => {
    show(honest);
    const { exit, out, error } = await check(log.url, "--policy", join(folder, "policy"));
    expect([exit, error]).toEqual([0, ""]);
    expect(out).toContain(`${honest.length} entries read`);
    expect(out).toMatch(/2026-Q3\s+SL-KPA\s+exports\s+3\s+60\.00\s+4200\.00\s+holds/);
    expect((await check(log.url)).out).toContain("taken from the log itself");
  });

  test("reads a folder that somebody copied", async () => {
    const files = {
      checkpoint: Buffer.from(headOf(honest)),
      [`tile/entries/000.p/${honest.length}`]: encodeBundle(honest),
    };
    for (const [name, bytes] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes);
    }
    expect((await check("--from-folder", folder)).exit).toBe(0);
  });

  test("tells totals that leave a certificate out, and an act of which no count knows", async () => {
    show([...beginning, ...life, committed, count, totals(flowFacts(flowOf(certificates.slice(1))))]);
    const short = await check(log.url, "--json");
    expect(short.exit).toBe(4);
    expect(JSON.parse(short.out)).toMatchObject({
      totals: [
        { direction: "exports", check: "differs" },
        { direction: "imports", check: "holds" },
      ],
      counts: [],
    });
    const hidden = sign("certificate.issued", `certificate:${publicIdOf(9)}`, { participant: "SL" });
    show([...honest, hidden]);
    const { exit, error } = await check(log.url);
    expect([exit, error]).toEqual([4, expect.stringContaining('"code":"count-differs"')]);
  });

  test("does not count what a stranger's key signed, and says so", async () => {
    const forged = sign("certificate.exported", `certificate:${publicIdOf(1)}`, {}, later, stranger);
    show([...honest, forged]);
    const { exit, error } = await check(log.url);
    expect([exit, error]).toEqual([4, expect.stringContaining("unknown-key")]);
  });

  test("believes no log that shows other entries than it signed, or another log's head", async () => {
    show([...honest.slice(0, -1), totals(none)], honest);
    expect((await check(log.url)).exit).toBe(8);
    log.show({ entries: honest, checkpoint: headOf(honest, { name: "other.example/log" }) });
    expect((await check(log.url)).exit).toBe(8);
    log.show({ entries: honest, checkpoint: "nothing\n" });
    expect((await check(log.url)).exit).toBe(8);
  });

  test("asks for an address that is one", async () => {
    expect((await check("kp.example.org")).exit).toBe(2);
    expect((await check(log.url, "--quarter", "2026-Q7")).exit).toBe(2);
  });
});

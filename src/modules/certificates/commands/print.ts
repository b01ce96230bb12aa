// Prints a sealed certificate. Nothing is released on a promise: its sealing must stand in the log under a signed
// checkpoint, and the program reads back and verifies the code in the very file it hands out.
import { verify } from "#core/certificate/verify.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { actsOn, inTransaction, record, waitForReceipt } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { currentTrustList, getAuthority } from "#modules/scheme/index.ts";
import { certificatePrinted } from "../acts.ts";
import { contentFromJson } from "../content.ts";
import { layoutOf, renderPaper } from "../paper/render.ts";
import type { PaperScheme } from "../paper/render.ts";
import { readBack } from "../paper/read-back.ts";
import { nextState } from "../life-of-row.ts";
import { mayPrint } from "../policy.ts";
import * as store from "../store.ts";

/** Where a reader of the paper checks it: as a person types it. */
export function verifyAddress({ baseUrl }: { readonly baseUrl: string }): string {
  return `${new URL(baseUrl).host}/verify`;
}

export interface Paper {
  readonly pdf: Uint8Array;
  readonly name: string;
}

/** The sheet as it will look, marked NOT VALID and without a code; anyone who may see the certificate may see it. */
export async function preview(ctx: Ctx, row: store.CertificateRow, verifyAddress: string): Promise<Paper> {
  const content = contentFromJson(row.content, row.public_id);
  const pdf = await renderPaper({
    content,
    qrText: null,
    scheme: await paperScheme(ctx, row, verifyAddress),
    layout: layoutOf(content.participant),
    mode: "preview",
    generatedAt: new Date(ctx.clock()).toISOString(),
  });
  return { pdf, name: `${row.participant}-${row.number}-preview.pdf` };
}

export async function print(ctx: Ctx, certificateId: string, verifyAddress: string): Promise<Paper> {
  const publicId = Buffer.from(certificateId, "hex");
  const reader = { db: ctx.database.kysely };
  const before = await store.findCertificate(reader, publicId);
  refuseUnless(before !== undefined && mayPrint(ctx.actor, before), "not-found");
  refuseUnless(before.qr_text !== null, "wrong-state", { state: before.state });
  const sealing = (await actsOn(reader, `certificate:${certificateId}`)).find(
    (act) => act.type === "certificate.validated",
  );
  if (sealing === undefined) throw new Problem("record-unavailable");
  await waitForReceipt(ctx, sealing.id);

  const copy = before.prints.length > 0;
  const now = new Date(ctx.clock()).toISOString();
  const content = contentFromJson(before.content, publicId);
  const pdf = await renderPaper({
    content,
    qrText: before.qr_text,
    scheme: await paperScheme(ctx, before, verifyAddress),
    layout: layoutOf(content.participant),
    mode: copy ? "copy" : "original",
    generatedAt: now,
  });
  await refuseUnlessReadable(ctx, pdf, before.qr_text, now);

  return inTransaction(ctx, async (tx) => {
    const row = await store.lockCertificate(tx, publicId);
    refuseUnless(row !== undefined && mayPrint(tx.actor, row), "not-found");
    refuseUnless(row.prints.length === before.prints.length, "changed-meanwhile");
    if (!copy) nextState(tx, row, "printed");
    await record(tx, certificatePrinted, {
      subject: `certificate:${certificateId}`,
      previous: row.head,
      public: {},
      private: { copy, digest: sha256(pdf) },
    });
    return { pdf, name: `${row.participant}-${row.number}${copy ? "-copy" : ""}.pdf` };
  });
}

async function paperScheme(ctx: Ctx, row: store.CertificateRow, verifyAddress: string): Promise<PaperScheme> {
  const { names } = await getAuthority(ctx, row.authority);
  return { authorityName: { ...names, en: names["en"] ?? row.authority }, verifyAddress };
}

/** What must hold of the code itself, whatever the register and the calendar say: a copy may be of an expired one. */
const sealChecks = new Set<string>([
  "FORM",
  "CANONICAL",
  "SIGNATURE",
  "KEY_KNOWN",
  "KEY_ALLOWED",
  "AUTHORITY",
  "NUMBER_IN_RANGE",
]);

/** The issuer's last step is the verifier: what cannot be read and verified is not released. */
async function refuseUnlessReadable(ctx: Ctx, pdf: Uint8Array, qrText: string, now: string): Promise<void> {
  const back = await readBack(pdf, qrText);
  if (!back.ok) throw new Error(`the printed code cannot be read back: ${back.reason}`);
  const { list } = await currentTrustList(ctx);
  const { checks } = verify({
    evidence: { qrText },
    trust: list,
    register: { kind: "unavailable" },
    now,
    verifyEs256,
  });
  const failed = checks.find(({ code, outcome }) => sealChecks.has(code) && outcome === "fail");
  if (failed !== undefined) throw new Error(`the printed code does not verify: ${failed.code}`);
}

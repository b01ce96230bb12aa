// Takes one step on a certificate after its sealing: who may, whether its life allows it now, what shows it, the act.
// Endorsing and replacing add what is theirs (`endorse.ts`, `replace.ts`); everything else is the same for all.
import type { Facts } from "#core/act/act.ts";
import type { CertificateState } from "#core/certificate/life.ts";
import { checkEvidence } from "#platform/files/evidence.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { inTransaction, insertDocument, record } from "#modules/record/index.ts";
import type { AnyActKind, Ctx, Tx } from "#modules/record/index.ts";
import { nextState } from "../life-of-row.ts";
import type { Around } from "../life-of-row.ts";
import { lifeActKinds } from "../life/acts.ts";
import type { EvidenceFile } from "../life/facts.ts";
import type { StepInput, StepKind } from "../life/steps.ts";
import { eventsOf } from "../life/store.ts";
import { mayTakeStep } from "../policy.ts";
import { importingAuthorities, rulesAround } from "../rules-around.ts";
import type { RulesAround } from "../rules-around.ts";
import * as store from "../store.ts";

export interface EvidenceInput {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export interface Step<Kind extends StepKind> {
  /** Public id, hexadecimal. */
  readonly certificate: string;
  readonly kind: Kind;
  readonly input: StepInput<Kind>;
  readonly evidence?: readonly EvidenceInput[];
}

/** The certificate as the step finds it, locked. */
export interface Standing extends Around {
  readonly row: store.CertificateRow;
  readonly rules: RulesAround;
  readonly today: string;
}

export type PlainStep = Exclude<StepKind, "endorsed" | "replaced">;

export async function takeStep(ctx: Ctx, step: Step<PlainStep>): Promise<{ state: CertificateState }> {
  const evidence = await openEvidence(step.evidence ?? []);
  return inTransaction(ctx, async (tx) => {
    const standing = await standingFor(tx, step);
    return { state: await recordStep(tx, step.kind, standing, step.input as Facts, evidence) };
  });
}

/** The same questions as the step itself, and nothing is recorded: before the page on which an officer commits. */
export async function checkStep(ctx: Ctx, step: Step<StepKind>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { row, ...around } = await standingFor(tx, step);
    nextState(tx, row, step.kind, around);
  });
}

export async function standingFor(tx: Tx, { certificate, kind, input }: Step<StepKind>): Promise<Standing> {
  const row = await store.lockCertificate(tx, Buffer.from(certificate, "hex"));
  refuseUnless(row !== undefined, "not-found");
  const importers = await importingAuthorities(tx, row);
  const events = await eventsOf(tx, row.public_id);
  refuseUnless(mayTakeStep(tx.actor, kind, row, { importers, events }), "not-found");
  const rules = await rulesAround(tx, tx.actor.organisation ?? "");
  const today = rules.today(tx.now);
  if ("on" in input && input.on !== undefined && (input.on > today || input.on < row.issued_on))
    throw new Problem(
      "bad-input",
      {},
      { fields: [{ field: "on", code: "DAY_REFUSED", values: { from: row.issued_on, to: today } }] },
    );
  return { row, importers, events, rules, today };
}

export async function recordStep(
  tx: Tx,
  kind: StepKind,
  { row, today, ...around }: Standing,
  facts: Facts,
  evidence: readonly EvidenceInput[],
  links: Facts = {},
): Promise<CertificateState> {
  const state = nextState(tx, row, kind, around);
  const files = await keepEvidence(tx, evidence);
  const act: AnyActKind | undefined = lifeActKinds.find(({ type }) => type === `certificate.${kind}`);
  if (act === undefined) throw new Error(`no act for ${kind}`);
  await record(tx, act, {
    subject: `certificate:${row.public_id.toString("hex")}`,
    previous: row.head,
    public: links,
    private: {
      on: today,
      ...facts,
      state,
      ...(files.length === 0 ? {} : { evidence: files }),
    },
  });
  return state;
}

/** Hostile: files come from outside; each is opened before it goes on record. */
export async function openEvidence(files: readonly EvidenceInput[]): Promise<readonly EvidenceInput[]> {
  const fields = [];
  for (const [place, { mediaType, content }] of files.entries()) {
    const checked = await checkEvidence(content, mediaType);
    if (!checked.ok) fields.push({ field: `evidence.${place}.content`, code: `file.${checked.reason}` });
  }
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
  return files;
}

async function keepEvidence(tx: Tx, files: readonly EvidenceInput[]): Promise<readonly EvidenceFile[]> {
  const kept: EvidenceFile[] = [];
  for (const { name, mediaType, content } of files) {
    const digest = sha256(content);
    await insertDocument(tx, { digest, mediaType, content });
    kept.push({ name, mediaType, digest: Buffer.from(digest).toString("hex") });
  }
  return kept;
}

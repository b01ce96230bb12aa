// An application while it is being written: begun, filled in section by section, evidence added, thrown away, sent.
// Working tables only; the first act of an application is its submission, and one draft is submitted once.
import { checkEvidence, largestEvidence } from "#platform/files/evidence.ts";
import type { EvidenceFault } from "#platform/files/evidence.ts";
import { sniff } from "#platform/files/sniff.ts";
import { isRoughCode } from "#core/kp/goods.ts";
import { sha256 } from "#platform/keys/random.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { peopleOf } from "#modules/identity/index.ts";
import { AnsweredBefore, findDocument, inTransaction } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { evidenceKinds } from "../evidence-kinds.ts";
import { problemOf, valueOf } from "../drafts/amount.ts";
import type { Amount } from "../drafts/amount.ts";
import { DraftData, draftOfGoods, goodsInputOf, partyFaults } from "../drafts/data.ts";
import type { DraftFile, DraftParty } from "../drafts/data.ts";
import { standingOfDraft } from "../drafts/problems.ts";
import type { DraftAround } from "../drafts/problems.ts";
import * as drafts from "../drafts/store.ts";
import { overtakenPart, versionOfAll } from "../drafts/version.ts";
import type { EditedPart } from "../drafts/version.ts";
import { accountsForCarats } from "../application-of-row.ts";
import { draftOfSourcing, readSourcing } from "../origin/draft.ts";
import { sourcingProblems } from "../origin/draft-sources.ts";
import { findApplicationSourcing } from "../origin/store.ts";
import { mayApply, mayEditDraft, maySeeApplication } from "../policy.ts";
import { rulesAround } from "../rules-around.ts";
import * as store from "../store.ts";
import { apply } from "./apply.ts";
import type { EvidenceInput, Submitted } from "./apply.ts";

/** A shipment's papers are few; more would be a mistake or worse. */
export const mostFiles = 30;

/** `company` is for whom an officer files at the counter; a clerk always acts for the own company. */
export async function startDraft(ctx: Ctx, input: { company?: string } = {}): Promise<{ id: string }> {
  const { authority, company } = applicantOf(ctx, input.company);
  if (ctx.actor.company === undefined && company !== counterCompany(authority)) {
    refuseUnless(
      (await companiesAt(ctx, authority)).some(({ id }) => id === company),
      "not-found",
    );
  }
  return inTransaction(ctx, async (tx) => {
    const id = tx.newId();
    const around = await rulesAround(tx, authority);
    const today = around.today(tx.now);
    const offices = await officesOf(tx, authority);
    const parties = await drafts.savedParties(tx, company);
    const home = parties.filter(
      ({ country }) => around.participantOf(country, today) === around.authority.participant,
    );
    // A question with one known answer is answered; it can be changed like any other.
    const data = DraftData.parse({
      ...onlyOne(offices, ({ code }) => ({ office: code })),
      ...onlyOne(home, (exporter) => ({ exporter })),
    });
    await drafts.saveDraft(tx, { id, person: ctx.actor.id, company, authority, data, at: tx.now });
    return { id };
  });
}

/** Begins a draft from an application that the desk sent back, its evidence included; goes on with one begun before. */
export async function startMending(ctx: Ctx, application: string): Promise<{ id: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await store.lockApplication(tx, application);
    refuseUnless(row !== undefined && mayApply(tx.actor) && maySeeApplication(tx.actor, row), "not-found");
    refuseUnless(row.state === "DEFICIENT", "wrong-state", { state: row.state });
    const { authority, company, office } = row;
    const begun = await drafts.findMendingDraft(tx, { authority, company, mends: row.id });
    if (begun !== undefined && mayEditDraft(tx.actor, begun)) return { id: begun.id };
    const id = tx.newId();
    const sourcing = draftOfSourcing(await findApplicationSourcing(tx, row.id));
    const data = draftOfGoods(row.content, { mends: row.id, office, sourcing });
    await drafts.saveDraft(tx, { id, person: tx.actor.id, company, authority, data, at: tx.now });
    for (const file of row.evidence) {
      const document = await findDocument(tx, Buffer.from(file.digest, "hex"));
      // Erased by law meanwhile: the applicant sees that it is missing and adds it again.
      if (document === undefined) continue;
      await drafts.addDraftFile(tx, {
        id: tx.newId(),
        draft: id,
        name: file.name,
        kind: file.kind,
        media_type: file.mediaType,
        carats: BigInt(file.carats),
        code: file.code ?? null,
        content: document.content,
      });
    }
    return { id };
  });
}

/**
 * Saves a part as it was typed, right or wrong. A change of what was declared takes the declaration away. `base` is the
 * version that the form was filled in from; what somebody saved since is not undone unseen.
 */
export async function saveSection(
  ctx: Ctx,
  id: string,
  part: Partial<Pick<DraftData, EditedPart | "sourcing">>,
  base = "",
): Promise<DraftData> {
  return inTransaction(ctx, async (tx) => {
    const { row, data } = await lockOwn(tx, id);
    if (base !== "") refuseUnless(overtakenPart(data, part, base) === undefined, "changed-meanwhile");
    const next: DraftData = { ...data, ...part };
    const saved = declaredPart(next) === declaredPart(data) ? next : { ...next, declaredBy: "" };
    await drafts.saveDraft(tx, { ...row, data: saved, at: tx.now });
    return saved;
  });
}

function declaredPart({ exporter, importer, goods, sourcing }: DraftData): string {
  return JSON.stringify([exporter, importer, goods, sourcing]);
}

/** `base` is the version of everything that the person saw when declaring. */
export async function declare(ctx: Ctx, id: string, declared: boolean, base = ""): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { row, data } = await lockOwn(tx, id);
    if (base !== "") refuseUnless(base === versionOfAll(data), "changed-meanwhile");
    await drafts.saveDraft(tx, {
      ...row,
      data: { ...data, declaredBy: declared ? tx.actor.id : "" },
      at: tx.now,
    });
  });
}

export interface FileInput {
  readonly name: string;
  readonly kind: string;
  /** As the browser claims it; may be empty. */
  readonly mediaType: string;
  readonly content: Uint8Array;
  readonly carats: Amount;
  readonly code: string;
}

/** Refused with every fault of the form at once. Hostile: the file is opened elsewhere, within limits. */
export async function addEvidence(
  ctx: Ctx,
  id: string,
  input: FileInput | Omit<FileInput, "content" | "name" | "mediaType">,
): Promise<void> {
  await getOwn(ctx, id);
  const kind = evidenceKinds.find((known) => known === input.kind);
  const picture = kind !== undefined && !accountsForCarats({ kind });
  const carats = picture ? 0n : valueOf(input.carats);
  const problem = picture ? undefined : problemOf(input.carats);
  const file =
    "content" in input ? await openedEvidence(input) : ({ ok: false, code: "file.missing" } as const);
  if (kind === undefined || carats === undefined || !file.ok) {
    const fields = [
      ...(file.ok ? [] : [{ field: "file", code: file.code }]),
      ...(kind === undefined ? [{ field: "kind", code: "empty" }] : []),
      ...(problem === undefined ? [] : [{ field: "carats", code: problem }]),
    ];
    if (!file.ok && file.code === "file.too-large")
      throw new Problem("too-large", { megabytes: largestEvidence / 1024 / 1024 }, { fields });
    throw new Problem("bad-input", {}, { fields });
  }
  await inTransaction(ctx, async (tx) => {
    const { row, data } = await lockOwn(tx, id);
    const added = {
      id: tx.newId(),
      draft: id,
      name: file.name,
      kind,
      media_type: file.type,
      carats,
      code: isRoughCode(input.code) ? input.code : null,
      content: file.content,
    };
    // Sent again because the first answer was lost on a weak network: it is there already.
    if (await drafts.hasDraftFile(tx, added)) return;
    const files = await drafts.listDraftFiles(tx, id);
    if (files.length >= mostFiles)
      throw new Problem(
        "bad-input",
        {},
        { fields: [{ field: "file", code: "file.too-many", values: { most: mostFiles } }] },
      );
    await drafts.addDraftFile(tx, added);
    await drafts.saveDraft(tx, { ...row, data: { ...data, declaredBy: "" }, at: tx.now });
  });
}

export async function removeEvidence(ctx: Ctx, id: string, file: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { row, data } = await lockOwn(tx, id);
    await drafts.removeDraftFile(tx, id, file);
    await drafts.saveDraft(tx, { ...row, data: { ...data, declaredBy: "" }, at: tx.now });
  });
}

export async function discardDraft(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockOwn(tx, id);
    await drafts.deleteDraft(tx, id);
  });
}

/** Sends it. Pressed twice, or twice at once, it is one application, and both presses get the same answer. */
export async function submitDraft(ctx: Ctx, id: string): Promise<Submitted> {
  const once: Ctx = {
    ...ctx,
    idempotency: {
      key: `draft ${id}`,
      organisation: `${ctx.actor.organisation ?? ""}/${ctx.actor.id}`,
      requestHash: sha256(Buffer.from(id)),
    },
  };
  try {
    return await send(once, id);
  } catch (error) {
    if (error instanceof AnsweredBefore) return error.answer as Submitted;
    throw error;
  }
}

async function send(ctx: Ctx, id: string): Promise<Submitted> {
  const find = () => drafts.findDraft({ db: ctx.database.kysely }, id);
  // Gone because it was sent a moment ago: then the answer of that sending is given again.
  const gone = () => inTransaction(ctx, () => Promise.reject<Submitted>(new Problem("not-found")));
  const row = await find();
  if (row === undefined || !mayEditDraft(ctx.actor, row)) return gone();
  const data = DraftData.parse(row.data);
  const files = await drafts.draftFiles({ db: ctx.database.kysely }, id);
  const standing = standingOfDraft(data, files, await draftAround(ctx, row.authority, data, files));
  if (!standing.complete) {
    if ((await find()) === undefined) return gone();
    throw new Problem("bad-input", {}, { fields: standing.problems });
  }
  return apply(ctx, {
    authority: row.authority,
    office: data.office,
    goods: goodsInputOf(data),
    evidence: files.map(evidenceOf),
    declaration: true,
    draft: id,
    company: row.company,
    ...onlyIf(readSourcing(data.sourcing).input, (sourcing) => ({ sourcing })),
    ...(data.mends === "" ? {} : { mends: data.mends }),
  });
}

/** What `standingOfDraft` needs to know, as of now. */
export async function draftAround(
  ctx: Ctx,
  authority: string,
  data: DraftData,
  files: readonly DraftFile[],
): Promise<DraftAround> {
  const around = await rulesAround(ctx, authority);
  const today = around.today(new Date(ctx.clock()).toISOString());
  return {
    frame: around.draftFrame(today),
    context: around.contentContext(today, "application", undefined, data.sourcing.zone || undefined),
    sourcing: await sourcingProblems(ctx, around, today, data, files),
    offices: (await officesOf(ctx, authority)).map(({ code }) => code),
    person: ctx.actor.id,
  };
}

/** The draft of this id, if the actor may write in it; refused as not found otherwise. */
export async function getOwn(ctx: Ctx, id: string): Promise<{ row: drafts.DraftRow; data: DraftData }> {
  const row = await drafts.findDraft({ db: ctx.database.kysely }, id);
  refuseUnless(row !== undefined && mayEditDraft(ctx.actor, row), "not-found");
  return { row, data: DraftData.parse(row.data) };
}

export async function addParty(ctx: Ctx, party: DraftParty): Promise<void> {
  const { company } = applicantOf(ctx);
  const fields = partyFaults(party);
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
  await inTransaction(ctx, (tx) => drafts.saveParty(tx, company, { id: tx.newId(), ...party }));
}

export async function forgetParty(ctx: Ctx, id: string): Promise<void> {
  const { company } = applicantOf(ctx);
  await inTransaction(ctx, (tx) => drafts.deleteParty(tx, company, id));
}

/** Parties that this company used or saved, to choose from. */
export async function partiesOf(ctx: Ctx, company: string): Promise<readonly drafts.PartyRow[]> {
  return drafts.savedParties({ db: ctx.database.kysely }, company);
}

/** Companies that an authority hosts, each once, by name. */
export async function companiesAt(
  ctx: Ctx,
  authority: string,
): Promise<readonly { id: string; name: string }[]> {
  const companies = new Map<string, string>();
  for (const { grants } of await peopleOf(ctx, authority)) {
    for (const { company, companyName } of grants)
      if (company !== null) companies.set(company, companyName ?? company);
  }
  return [...companies].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
}

/** Whoever comes to the counter without an account: their saved parties are the desk's own. */
export function counterCompany(authority: string): string {
  return `${authority}.counter`;
}

function onlyIf<T, R>(value: T | undefined, use: (value: T) => R): R | undefined {
  return value === undefined ? undefined : use(value);
}

function onlyOne<T, R>(items: readonly T[], use: (item: T) => R): R | undefined {
  const [first] = items;
  return first !== undefined && items.length === 1 ? use(first) : undefined;
}

function applicantOf(ctx: Ctx, counter?: string): { authority: string; company: string } {
  const { actor } = ctx;
  refuseUnless(mayApply(actor) && actor.organisation !== null, "not-allowed");
  return {
    authority: actor.organisation,
    company: actor.company ?? counter ?? counterCompany(actor.organisation),
  };
}

async function lockOwn(tx: Tx, id: string): Promise<{ row: drafts.DraftRow; data: DraftData }> {
  const row = await drafts.lockDraft(tx, id);
  refuseUnless(row !== undefined && mayEditDraft(tx.actor, row), "not-found");
  return { row, data: DraftData.parse(row.data) };
}

type Opened =
  | { readonly ok: true; readonly name: string; readonly type: string; readonly content: Uint8Array }
  | { readonly ok: false; readonly code: `file.${EvidenceFault}` };

async function openedEvidence({ name, mediaType, content }: FileInput): Promise<Opened> {
  // Some phones name no type; what the file itself says is then taken, and checked like any claim.
  const unnamed = mediaType === "" || mediaType === "application/octet-stream";
  const claimed = unnamed ? (sniff(content) ?? mediaType) : (mediaType.split(";")[0] ?? "").trim();
  const checked = await checkEvidence(content, claimed);
  return checked.ok
    ? { ok: true, name: tidyName(name), type: checked.type, content }
    : { ok: false, code: `file.${checked.reason}` };
}

/** Hostile: a name may hold a path, controls or marks of direction. */
function tidyName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const tidy = last
    .normalize("NFC")
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return Array.from(tidy).slice(-100).join("") || "file";
}

function evidenceOf(file: drafts.DraftFileRow): EvidenceInput {
  return {
    name: file.name,
    kind: file.kind,
    mediaType: file.media_type,
    content: file.content,
    carats: file.carats,
    ...(file.code !== null && isRoughCode(file.code) ? { code: file.code } : {}),
  };
}

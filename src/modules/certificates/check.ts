// "Is this paper good?" asked of the register: by the text of the code, by the printed number, by the public id.
// Anybody may ask, so an answer holds what an official at a border needs and nothing that is confidential: of a typed
// number the state, the issuer and days, never parties, weights, values, the destination or the id in the log.
// Of a code, what the code itself says, and only while nothing failed.
import type { FileClaims } from "#core/certificate/file/claims.ts";
import { looksLikeFile, readFileText } from "#core/certificate/file/read-file.ts";
import { verifyFile } from "#core/certificate/file/verify.ts";
import type { FileVerification } from "#core/certificate/file/verify.ts";
import type { QrClaims } from "#core/certificate/qr-claims.ts";
import { readQrText } from "#core/certificate/qr-text.ts";
import { verifyWithReceipt } from "#core/certificate/receipt/verify.ts";
import type { OnRecord, ReceiptedVerification } from "#core/certificate/receipt/verify.ts";
import { verify } from "#core/certificate/verify.ts";
import type { Evidence, Verification, VerifyInput } from "#core/certificate/verify.ts";
import type { Answer, Check } from "#core/certificate/answers.ts";
import type { NumberAsked } from "#core/kp/alerts.ts";
import type { Endorsed, KnownState, KnownStatus, NumberAlert, Said } from "#core/certificate/register.ts";
import { findFormat, parseNumber } from "#core/kp/numbers.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { isConnectionLoss } from "#platform/db/database.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import type { Ctx } from "#modules/record/index.ts";
import { alertsOnNumber } from "#modules/alerts/index.ts";
import { findCurrentTrustList, schemeFacts } from "#modules/scheme/index.ts";
import { keptAnswer, lookUp } from "./checking/look-up.ts";
import { findStandingById } from "./checking/store.ts";
import type { StandingRow } from "./checking/store.ts";
import { findCertificateReceipt } from "./receipt/receipt.ts";

export { forgetAnswers } from "./checking/look-up.ts";

/** `known` is for pages that decide what to show: it holds the id, which a visitor's answer by number never tells. */
export interface CheckAnswer extends Verification {
  /** What a file shows, as its holder decided; only while nothing failed. */
  readonly shown?: FileClaims;
  /** Where it stands in the public log, and who saw it there; only while nothing failed and a receipt was judged. */
  readonly record?: OnRecord;
  /** As asked: the number in its one printed form where it could be read, else as it was typed, cut short. */
  readonly asked: { readonly participant?: string; readonly number: string } | null;
  /** UTC instant at which the register was asked. */
  readonly asOf: string;
  /** The trust list that was used; null where there is none or the register could not be reached. */
  readonly list: { readonly version: number; readonly issuedAt: string } | null;
}

/** The receipt that came with a code, as file or text; or the one that the register itself has of it. */
export type ReceiptToJudge = { readonly shown: Uint8Array | string } | "of-the-register";

/**
 * The text of a certificate's code, as scanned or pasted; or its file. With a receipt, seal and record are judged together.
 */
export async function checkText(ctx: Ctx, text: string, beside?: ReceiptToJudge): Promise<CheckAnswer> {
  return orServiceDown(ctx, null, async () => {
    const trimmed = text.trim();
    if (looksLikeFile(trimmed)) return answerForFile(ctx, trimmed);
    const { rows, alert } = await knownOfCode(ctx, trimmed);
    const receipt = beside === "of-the-register" ? await receiptOfCode(ctx, trimmed) : beside?.shown;
    const evidence = { qrText: trimmed };
    return answerWith(ctx, null, rows, alert, (common) => {
      if (receipt === undefined) return verify({ ...common, evidence });
      const made = verifyWithReceipt({ ...common, evidence, receipt, sha256, verifyEd25519 });
      // What our own register lags behind with is not held against a paper that showed no receipt.
      return beside === "of-the-register" && made.answer.state === "not-on-record"
        ? verify({ ...common, evidence })
        : made;
    });
  });
}

/** Undefined while it has none: then the record is not spoken of. */
async function receiptOfCode(ctx: Ctx, qrText: string): Promise<Uint8Array | undefined> {
  const reading = readQrText(qrText);
  return reading.ok
    ? findCertificateReceipt({ db: ctx.database.kysely }, toHex(reading.claims.publicId))
    : undefined;
}

async function answerForFile(ctx: Ctx, file: string): Promise<CheckAnswer> {
  const reading = readFileText(file, sha256);
  const { rows, alert } = reading.ok ? await knownOfClaims(ctx, reading.claims) : nothingKnown;
  return answerWith(ctx, null, rows, alert, (common) => verifyFile({ ...common, file, sha256 }));
}

/** A number as printed or typed; `participant` where it is not in front of it. */
export async function checkNumber(
  ctx: Ctx,
  participant: string | undefined,
  number: string,
): Promise<CheckAnswer> {
  const typed = number.trim().slice(0, longestNumber);
  const country = participant?.trim().slice(0, 2).toUpperCase() ?? "";
  const evidence: Evidence = country === "" ? { number: typed } : { number: typed, participant: country };
  const asked = country === "" ? { number: typed } : { participant: country, number: typed };
  return orServiceDown(ctx, asked, () =>
    keptAnswer<CheckAnswer>(ctx, `${country}|${typed}`, async (before) => {
      const { formats, acts } = await schemeFacts(ctx);
      const parsed = parseNumber(
        country !== "" && /^[^\p{L}]*$/u.test(typed) ? `${country} ${typed}` : typed,
        formats,
      );
      if (!parsed.ok) return answerForNumber(ctx, asked, evidence, [], await alertOn(ctx, { typed }));
      const row = await lookUp(ctx, parsed);
      const alert = await alertOn(ctx, { ...parsed, typed });
      const published = await findCurrentTrustList(ctx);
      const mark = `${acts} ${published?.version} ${row?.state} ${row?.validated_at} ${row?.confirmed_at} ${JSON.stringify(row?.marks)} ${JSON.stringify(alert)}`;
      if (before !== undefined && marks.get(before) === mark) return before;
      const printed = { participant: parsed.participant, number: parsed.asPrinted };
      const known = row === undefined ? [] : [knownByNumber(row)];
      const made = await answerForNumber(ctx, printed, evidence, known, alert);
      marks.set(made, mark);
      return made;
    }),
  );
}

/** Everything that an answer by number was made from; while it stays the same, so does the answer. */
const marks = new WeakMap<CheckAnswer, string>();

export interface PublicStatus {
  readonly participant: string;
  readonly authority: string;
  readonly state: KnownState | "expired";
  /** Day since which it is so. */
  readonly since: string;
  readonly expiresOn: string;
  /** Who confirmed receipt. */
  readonly by: string | null;
  readonly asOf: string;
  /** Forgeries of it are about, since this day. */
  readonly fakeReported?: Said;
  readonly endorsed?: Endorsed[];
}

/**
 * One call for customs: how the certificate with this public id stands. Ids are in the public log, numbers are not, so
 * the number is not told here.
 */
export async function findStatus(ctx: Ctx, publicId: Uint8Array): Promise<PublicStatus | undefined> {
  const row = await findStandingById({ db: ctx.database.kysely }, publicId);
  if (row === undefined) return undefined;
  const asOf = new Date(ctx.clock()).toISOString();
  const known = knownByCode(row);
  const expired = known.state === "open" && Date.parse(asOf) >= Date.parse(row.expires_at);
  return {
    participant: row.participant,
    authority: row.authority,
    state: expired ? "expired" : known.state,
    since: dayOf(expired ? row.expires_at : known.since),
    expiresOn: row.expires_on,
    by: known.by,
    asOf,
    ...(known.fakeReported === undefined ? {} : { fakeReported: sinceDay(known.fakeReported) }),
    ...(known.endorsed === undefined ? {} : { endorsed: known.endorsed.map(sinceDay) }),
  };
}

const longestNumber = 80;

async function answerForNumber(
  ctx: Ctx,
  asked: CheckAnswer["asked"],
  evidence: Evidence,
  statuses: readonly KnownStatus[],
  alert: NumberAlert | undefined,
): Promise<CheckAnswer> {
  const made = await answerWith(ctx, asked, statuses, alert, (common) => verify({ ...common, evidence }));
  return { ...made, standing: null };
}

async function answerWith(
  ctx: Ctx,
  asked: CheckAnswer["asked"],
  statuses: readonly KnownStatus[],
  alert: NumberAlert | undefined,
  verifyWith: (
    common: Omit<VerifyInput, "evidence">,
  ) => ReceiptedVerification & Pick<FileVerification, "shown">,
): Promise<CheckAnswer> {
  const asOf = new Date(ctx.clock()).toISOString();
  const [published, { formats }] = [await findCurrentTrustList(ctx), await schemeFacts(ctx)];
  if (published === undefined) return serviceDown(asked, asOf);
  const { list } = published;
  const { answer, checks, standing, content, shown, known, record, warnings } = verifyWith({
    trust: list,
    register: { kind: "live", asOf, statuses: statuses.map((known) => withAlert(known, alert)) },
    now: asOf,
    verifyEs256,
    formats,
    ...(alert === undefined ? {} : { alert }),
  });
  return {
    answer: withoutHours(answer),
    checks: checks.map(withoutHoursOfCheck),
    standing,
    ...(content === undefined ? {} : { content }),
    ...(shown === undefined ? {} : { shown }),
    ...(known === undefined ? {} : { known }),
    ...(record === undefined ? {} : { record }),
    warnings: warnings.map(sinceDay),
    asked,
    asOf,
    list: { version: list.version, issuedAt: list.issuedAt },
  };
}

async function orServiceDown(
  ctx: Ctx,
  asked: CheckAnswer["asked"],
  work: () => Promise<CheckAnswer>,
): Promise<CheckAnswer> {
  try {
    return await work();
  } catch (error) {
    if (isConnectionLoss(error)) return serviceDown(asked, new Date(ctx.clock()).toISOString());
    throw error;
  }
}

function serviceDown(asked: CheckAnswer["asked"], asOf: string): CheckAnswer {
  return {
    answer: { state: "service-down", check: null, reason: "register-unavailable", facts: {} },
    checks: [],
    standing: null,
    warnings: [],
    asked,
    asOf,
    list: null,
  };
}

interface KnownOfCode {
  readonly rows: readonly KnownStatus[];
  readonly alert: NumberAlert | undefined;
}

/** By its id and by its number: when the two disagree, the code is not that of the certificate issued under the number. */
async function knownOfCode(ctx: Ctx, qrText: string): Promise<KnownOfCode> {
  const reading = readQrText(qrText);
  return reading.ok ? knownOfClaims(ctx, reading.claims) : nothingKnown;
}

const nothingKnown: KnownOfCode = { rows: [], alert: undefined };

async function knownOfClaims(
  ctx: Ctx,
  { participant, number, publicId }: Pick<QrClaims, "participant" | "number" | "publicId">,
): Promise<KnownOfCode> {
  const { formats } = await schemeFacts(ctx);
  const format = findFormat(formats, participant);
  const parsed = format === undefined ? undefined : parseNumber(number, [format]);
  const byId = await findStandingById({ db: ctx.database.kysely }, publicId);
  const byNumber = parsed?.ok === true ? await lookUp(ctx, parsed) : undefined;
  const rows = [byId, byNumber].flatMap((row) => (row === undefined ? [] : [knownByCode(row)]));
  return { rows, alert: await alertOn(ctx, { ...(parsed?.ok === true ? parsed : {}), typed: number }) };
}

/** The gravest open alert in which the number stands. */
async function alertOn(ctx: Ctx, asked: NumberAsked): Promise<NumberAlert | undefined> {
  const [alert] = await alertsOnNumber(ctx, asked);
  if (alert === undefined) return undefined;
  const kind = alert.kind === "STOLEN" ? "stolen" : alert.kind === "LOST" ? "lost" : "fake";
  return { kind, since: alert.published_at, by: alert.organisation };
}

/** A lost or stolen number is no open one any more; forgeries of a genuine certificate leave it good, with a warning. */
function withAlert(known: KnownStatus, alert: NumberAlert | undefined): KnownStatus {
  if (alert === undefined) return known;
  const { kind, since, by } = alert;
  if (kind === "fake")
    return known.fakeReported === undefined ? { ...known, fakeReported: { since, by } } : known;
  return known.state === "open" || known.state === "not-released"
    ? { ...known, state: kind, since, by }
    : known;
}

export function knownByCode(row: StandingRow): KnownStatus {
  const { withdrawal, fakeReported, endorsed } = row.marks;
  const marks = {
    ...(fakeReported === undefined ? {} : { fakeReported }),
    ...(endorsed === undefined ? {} : { endorsed }),
  };
  const base = {
    participant: row.participant,
    number: row.number,
    publicId: new Uint8Array(row.public_id),
    authority: row.authority,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    expiresAt: row.expires_at,
    importerCountry: row.importer,
    ...marks,
  };
  if (row.confirmed_at !== null)
    return { ...base, state: "used", since: row.confirmed_at, by: row.importing_authority };
  if (withdrawal !== undefined) return { ...base, ...withdrawal };
  if (row.validated_at === null) return { ...base, state: "not-released", since: row.issued_at, by: null };
  return { ...base, state: "open", since: row.validated_at, by: null };
}

/** Where a shipment goes is not told to whoever tries numbers. */
function knownByNumber(row: StandingRow): KnownStatus {
  const { importerCountry: _, ...known } = knownByCode(row);
  return known;
}

// The log is public and says to the millisecond when something happened to an id: an answer with the same instant would
// tell which number the id stands for. So what the register did is told by its day.
function withoutHours(answer: Answer): Answer {
  return { ...answer, facts: toDays(answer.facts) };
}

function withoutHoursOfCheck(check: Check): Check {
  return check.code === "REGISTER" ? { ...check, detail: toDays(check.detail) } : check;
}

function toDays(facts: Answer["facts"]): Answer["facts"] {
  const { since } = facts;
  return typeof since === "string" ? { ...facts, since: dayOf(since) } : facts;
}

function sinceDay<Told extends Said>(told: Told): Told {
  return { ...told, since: dayOf(told.since) };
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

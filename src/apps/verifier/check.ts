// One paper checked at the desk: the code by its signature and the kept lists, and by the register itself where it answers.
// Of a typed number only the lists speak while there is no network; what they do not say is not guessed.
import type { Answer, Check } from "#core/certificate/answers.ts";
import type { QrClaims } from "#core/certificate/qr-claims.ts";
import { readQrText } from "#core/certificate/qr-text.ts";
import type { KnownState, RegisterView } from "#core/certificate/register.ts";
import { numberToHash, statusesOfCode, statusesOfNumber } from "#core/certificate/status-list.ts";
import { verifyWithReceipt } from "#core/certificate/receipt/verify.ts";
import type { OnRecord, ReceiptedInput, ReceiptedVerification } from "#core/certificate/receipt/verify.ts";
import { verify } from "#core/certificate/verify.ts";
import type { Evidence, Verification, VerifyInput, Warning } from "#core/certificate/verify.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { numberFormats, parseNumber } from "#core/kp/numbers.ts";
import type { Lists } from "./lists.ts";
import { sha256Later, withCryptography } from "./signatures.ts";

export interface Checked {
  readonly evidence: Evidence;
  readonly answer: Answer;
  readonly checks: readonly Check[];
  readonly warnings: readonly Warning[];
  /** What the code says; only when nothing failed. */
  readonly content: QrClaims | undefined;
  readonly checkedAt: string;
  /** The register itself answered. */
  readonly live: boolean;
  /** Where it stands in the public log; only when nothing failed and a receipt was judged. */
  readonly record: OnRecord | undefined;
}

/** With a receipt, seal and record are judged together: one answer. */
export async function checkText(
  lists: Lists,
  text: string,
  receipt: Uint8Array | string | undefined,
  now: string,
  online: boolean,
): Promise<Checked> {
  const evidence = { qrText: text.trim() };
  const reading = readQrText(evidence.qrText);
  const asked = online && reading.ok ? await askRegister(reading.claims, now) : undefined;
  const register = asked ?? keptView(lists, reading.ok ? statusesOf(lists, reading.claims) : []);
  return checkedBy(lists, register, now, evidence, (common) =>
    receipt === undefined ? verify(common) : verifyWithReceipt({ ...common, evidence, receipt }),
  );
}

export async function checkNumber(
  lists: Lists,
  typed: { readonly number: string; readonly participant: string },
  now: string,
  online: boolean,
): Promise<Checked> {
  const { number, participant } = typed;
  const evidence: Evidence = participant === "" ? { number } : { number, participant };
  if (online) {
    const asked = await askByNumber(number, participant);
    if (asked !== undefined)
      return {
        evidence,
        ...asked,
        warnings: [],
        content: undefined,
        record: undefined,
        checkedAt: now,
        live: true,
      };
  }
  const parsed = parseNumber(
    participant !== "" && /^[^\p{L}]*$/u.test(number) ? `${participant} ${number}` : number,
    numberFormats,
  );
  let statuses: RegisterStatuses = [];
  if (parsed.ok && lists.status !== undefined) {
    const digest = await sha256Later(numberToHash(parsed.participant, parsed.asPrinted));
    statuses = statusesOfNumber(lists.status, parsed.participant, parsed.asPrinted, digest);
  }
  return checkedBy(lists, keptView(lists, statuses), now, evidence, verify);
}

type RegisterStatuses = ReturnType<typeof statusesOfCode>;

const statusesOf = ({ status }: Lists, claims: QrClaims): RegisterStatuses =>
  status === undefined ? [] : statusesOfCode(status, claims);

function keptView({ status }: Lists, statuses: RegisterStatuses): RegisterView {
  return status === undefined
    ? { kind: "unavailable" }
    : { kind: "kept", asOf: status.issuedAt, notAfter: status.notAfter, complete: true, statuses };
}

async function checkedBy(
  { trust }: Lists,
  register: RegisterView,
  now: string,
  evidence: Evidence,
  judge: (common: VerifyInput & Pick<ReceiptedInput, "verifyEd25519" | "sha256">) => ReceiptedVerification,
): Promise<Checked> {
  const result: ReceiptedVerification =
    trust === undefined
      ? nothingKept
      : await withCryptography((by) => judge({ ...by, evidence, trust, register, now }));
  const { answer, checks, warnings, content, record } = result;
  return {
    evidence,
    answer,
    checks,
    warnings,
    content,
    record,
    checkedAt: now,
    live: register.kind === "live",
  };
}

/** The first visit had no network. */
const nothingKept: Verification = {
  answer: { state: "service-down", check: null, reason: "no-lists", facts: {} },
  checks: [],
  standing: null,
  warnings: [],
};

const patience = 4_000;

/** Undefined where it does not answer in time: then the lists answer. */
async function askRegister(claims: QrClaims, now: string): Promise<RegisterView | undefined> {
  const response = await ask(`/api/certificates/${toHex(claims.publicId)}/status`);
  if (response === undefined) return undefined;
  if (response.status === 404) return { kind: "live", asOf: now, statuses: [] };
  if (!response.ok) return undefined;
  const said = (await response.json()) as {
    readonly state: KnownState | "expired";
    readonly since: string;
    readonly by: string | null;
    readonly asOf: string;
  };
  const { participant, number, publicId, authority, issuedOn, expiresOn, expiresAt } = claims;
  return {
    kind: "live",
    asOf: said.asOf,
    statuses: [
      {
        participant,
        number,
        publicId,
        authority,
        issuedOn,
        expiresOn,
        expiresAt,
        state: said.state === "expired" ? "open" : said.state,
        since: said.since,
        by: said.by,
      },
    ],
  };
}

async function askByNumber(
  number: string,
  participant: string,
): Promise<{ readonly answer: Answer; readonly checks: readonly Check[] } | undefined> {
  const query = new URLSearchParams({
    number: number.slice(0, 80),
    ...(participant === "" ? {} : { participant }),
  });
  const response = await ask(`/api/verify?${query.toString()}`);
  if (response?.ok !== true) return undefined;
  const { state, check, reason, facts, checks } = (await response.json()) as Answer & {
    readonly checks: readonly Check[];
  };
  return { answer: { state, check, reason, facts }, checks };
}

async function ask(address: string): Promise<Response | undefined> {
  try {
    return await fetch(address, { signal: AbortSignal.timeout(patience), cache: "no-store" });
  } catch {
    return undefined;
  }
}

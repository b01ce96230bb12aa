// Incoming certificates as they stand now: what each brought, what was taken before, what is left; and whether what an
// application says of its goods holds against them. Under the lock of the sources its answer stays true until the commit.
import { originsOf } from "#core/certificate/content.ts";
import type { Line, Origin } from "#core/certificate/content.ts";
import { drawStands, leftOf, totalLeft } from "#core/certificate/origin/balance.ts";
import type { Taking } from "#core/certificate/origin/balance.ts";
import { receivedOf, totalReceived } from "#core/certificate/origin/received.ts";
import type { Pool, Received } from "#core/certificate/origin/received.ts";
import { decideReexport } from "#core/certificate/origin/reexport.ts";
import type { ReexportDecision, ReexportProblem, SourceToDraw } from "#core/certificate/origin/reexport.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { findFormat, formatNumber, parseNumber } from "#core/kp/numbers.ts";
import { picturesNeeded } from "#core/kp/statuses.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { hundredthsOf } from "../content.ts";
import type { RulesAround } from "../rules-around.ts";
import { findByNumber, findCertificate } from "../store.ts";
import type { CertificateRow, Reader } from "../store.ts";
import type { PaperInput, SourceInput, SourcingInput } from "./inputs.ts";
import * as store from "./store.ts";

/** Before anybody asks what was taken from it. */
export type BareSource = Omit<Source, "draws" | "losses">;

export interface Source {
  /** Public id in hexadecimal, or the id of an incoming paper; for a paper named for the first time its number. */
  readonly id: string;
  readonly kind: "register" | "paper" | "new-paper";
  readonly participant: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly receivedOn: string;
  readonly importer: string | null;
  readonly received: Received;
  readonly draws: readonly store.DrawRow[];
  readonly losses: readonly store.LossRow[];
}

/** What draws that still stand and losses took. */
export function takingsOf({ draws, losses }: Pick<Source, "draws" | "losses">): readonly Taking[] {
  return [...draws.filter(({ state, exported }) => drawStands(state, exported)), ...losses].map(
    ({ code, origin, carats }) => ({ code: code as RoughCode, origin, carats }),
  );
}

export interface Balance {
  readonly received: bigint;
  readonly drawn: bigint;
  readonly lost: bigint;
  readonly left: bigint;
  readonly pools: readonly (Pool & { readonly left: bigint })[];
}

export function balanceOf(source: Source): Balance {
  const takings = takingsOf(source);
  const left = leftOf(source.received, takings);
  const sum = (rows: readonly { readonly carats: bigint }[]): bigint =>
    rows.reduce((total, { carats }) => total + carats, 0n);
  return {
    received: totalReceived(source.received),
    drawn: sum(source.draws.filter(({ state, exported }) => drawStands(state, exported))),
    lost: sum(source.losses),
    left: totalLeft(source.received, takings),
    pools: source.received.pools.map((pool, i) => ({ ...pool, left: left[i]?.carats ?? 0n })),
  };
}

export function sourceOfCertificate(row: CertificateRow): BareSource {
  const { content, confirmation } = row;
  const found = confirmation?.actuals.lines?.map(asLine);
  return {
    id: row.public_id.toString("hex"),
    kind: "register",
    participant: row.participant,
    number: row.number,
    issuedOn: row.issued_on,
    receivedOn: confirmation?.receivedOn ?? "",
    importer: content.importer.name,
    received: receivedOf({
      origin: content.origin,
      lines: content.lines.map(asLine),
      ...(found === undefined ? {} : { found }),
    }),
  };
}

export function sourceOfPaper(row: store.IncomingRow): BareSource {
  return {
    id: row.id,
    kind: "paper",
    participant: row.participant,
    number: row.number,
    issuedOn: row.issued_on,
    receivedOn: row.received_on,
    importer: null,
    received: receivedOf({ origin: row.origin, lines: row.lines.map(asLine) }),
  };
}

/** With everything taken from them until now, in the order given. */
export async function withTakings(
  reader: Reader,
  sources: readonly BareSource[],
): Promise<readonly Source[]> {
  if (sources.length === 0) return [];
  const ids = sources.map(({ id }) => id);
  const [draws, losses] = [await store.drawsOn(reader, ids), await store.lossesOf(reader, ids)];
  return sources.map((source) => ({
    ...source,
    draws: draws.filter((row) => row.source === source.id),
    losses: losses.filter((row) => row.source === source.id),
  }));
}

/** The number as its issuer prints it, leading zeros and all, so that one paper has one spelling and one balance. */
export function asPrinted(around: RulesAround, participant: string, number: string): string {
  const format = findFormat(around.formats, participant);
  const parsed = format === undefined ? undefined : parseNumber(number, [format]);
  if (parsed?.ok === true) return parsed.asPrinted;
  const plain = number
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\-\u2010-\u2015./]+/g, " ")
    .trim();
  const digits = /^[A-Z]{0,4} ?0*([1-9][0-9]*)$/.exec(plain)?.[1] ?? "";
  const fits = format !== undefined && digits !== "" && digits.length <= format.digits.max;
  return fits ? formatNumber(format, BigInt(digits)) : plain;
}

/** What `lockSources` takes: the same name for the same certificate, whoever names it. */
export function lockNameOf({ id, kind, participant, number }: BareSource): string {
  return kind === "register" ? id : `${participant} ${number}`;
}

export function lockNames(around: RulesAround, sourcing: SourcingInput | undefined): readonly string[] {
  return (sourcing?.sources ?? []).map(({ certificate = "", paper }) =>
    paper === undefined
      ? certificate
      : `${paper.participant} ${asPrinted(around, paper.participant, paper.number)}`,
  );
}

/** A source by its id, if it came to this authority's Participant. */
export async function findSource(
  reader: Reader,
  around: RulesAround,
  id: string,
): Promise<BareSource | undefined> {
  if (isPublicId(id)) return (await openRegistered(reader, around, id)).bare;
  const row = await store.findIncomingById(reader, id);
  return row?.authority === around.authority.code ? sourceOfPaper(row) : undefined;
}

export interface Opened {
  readonly stated: SourceInput;
  /** Undefined where there is no such certificate, or none that came here. */
  readonly source: Source | undefined;
  readonly problems: readonly FieldProblem[];
}

/** Each source that is named, as it stands now. */
export async function openSources(
  reader: Reader,
  around: RulesAround,
  today: string,
  stated: readonly SourceInput[],
): Promise<readonly Opened[]> {
  const found: {
    stated: SourceInput;
    bare: BareSource | undefined;
    problems: FieldProblem[];
  }[] = [];
  for (const [place, one] of stated.entries()) {
    const { bare, problem } =
      one.paper === undefined
        ? await openRegistered(reader, around, one.certificate ?? "")
        : await openPaper(reader, around, today, one.paper);
    const problems = problem === undefined ? [] : [{ ...problem, field: `sources.${place}` }];
    found.push({ stated: one, bare, problems });
  }
  const sources = await withTakings(
    reader,
    found.flatMap(({ bare }) => (bare === undefined ? [] : [bare])),
  );
  return found.map(({ stated: one, bare, problems }) => ({
    stated: one,
    problems,
    source: bare === undefined ? undefined : sources.find(({ id }) => id === bare.id),
  }));
}

interface Bare {
  readonly bare: BareSource | undefined;
  readonly problem?: Omit<FieldProblem, "field">;
}

async function openRegistered(reader: Reader, around: RulesAround, id: string): Promise<Bare> {
  const row = await findCertificate(reader, fromHex(id));
  // What went to another Participant is not this one's to see.
  if (row === undefined || row.destination !== around.authority.participant)
    return { bare: undefined, problem: { code: "SOURCE_UNKNOWN" } };
  if (row.state !== "CONFIRMED")
    return { bare: undefined, problem: { code: "SOURCE_NOT_RECEIVED", values: { number: row.number } } };
  return { bare: sourceOfCertificate(row) };
}

async function openPaper(
  reader: Reader,
  around: RulesAround,
  today: string,
  paper: PaperInput,
): Promise<Bare> {
  const { participant } = paper;
  const number = asPrinted(around, participant, paper.number);
  const format = findFormat(around.formats, participant);
  const parsed = format === undefined ? undefined : parseNumber(number, [format]);
  if (parsed?.ok === true && (await findByNumber(reader, participant, parsed.serial)) !== undefined)
    return { bare: undefined, problem: { code: "SOURCE_ON_REGISTER", values: { number } } };
  const known = await store.findIncoming(reader, participant, number);
  if (known !== undefined) {
    return known.authority === around.authority.code
      ? { bare: sourceOfPaper(known) }
      : { bare: undefined, problem: { code: "SOURCE_WENT_ELSEWHERE", values: { number } } };
  }
  const bare = {
    ...sourceOfPaper({
      id: `${participant} ${number}`,
      participant,
      number,
      authority: around.authority.code,
      company: null,
      issued_on: paper.issuedOn,
      expires_on: paper.expiresOn ?? null,
      received_on: paper.receivedOn,
      origin: paper.origin,
      lines: paper.lines,
      evidence: [],
    }),
    kind: "new-paper" as const,
  };
  if (participant === around.authority.participant) return { bare, problem: { code: "SOURCE_OWN" } };
  if (paper.receivedOn < paper.issuedOn || paper.receivedOn > today)
    return { bare, problem: { code: "SOURCE_DATES" } };
  return { bare };
}

export interface StatedGoods {
  readonly participant: string;
  readonly origin: Origin;
  readonly lines: readonly Line[];
}

export interface SourcingCheck {
  readonly problems: readonly FieldProblem[];
  readonly opened: readonly Opened[];
  /** Absent where the goods were mined here, or a source could not be opened. */
  readonly decision?: ReexportDecision;
}

/**
 * `evidence` are the kinds of the files that come with it; `also` what this transaction took already; `replaced` the
 * certificate in whose place this one comes, so that what it drew is there to be drawn again.
 */
export async function checkSourcing(
  reader: Reader,
  around: RulesAround,
  today: string,
  goods: StatedGoods,
  sourcing: SourcingInput,
  context: {
    evidence: readonly string[];
    also?: ReadonlyMap<string, readonly Taking[]>;
    replaced?: Uint8Array | undefined;
  },
): Promise<SourcingCheck> {
  const opened = (await openSources(reader, around, today, sourcing.sources)).map((one) =>
    withoutDrawsOf(one, context.replaced),
  );
  const problems: FieldProblem[] = opened.flatMap((one) => one.problems);
  if (!context.evidence.includes("picture") && needsPictures(around, goods, today))
    problems.push({ field: "evidence", code: "PICTURES_MISSING" });
  if (
    opened.some(({ source }) => source?.kind === "new-paper") &&
    !context.evidence.includes("incoming-certificate")
  )
    problems.push({ field: "evidence", code: "SOURCE_WITHOUT_EVIDENCE" });
  const isHere = (country: string): boolean => around.participantOf(country, today) === goods.participant;
  if (sourcing.mined === "HERE") {
    if (sourcing.sources.length > 0) problems.push({ field: "sources", code: "SOURCES_NOT_NEEDED" });
    for (const country of originsOf(goods).filter((one) => !isHere(one)))
      problems.push({ field: "origin", code: "ORIGIN_NOT_HERE", values: { country } });
    if (goods.origin.kind === "MIXED" && goods.origin.listed.length === 0)
      problems.push({ field: "origin", code: "ORIGIN_HERE_NOT_MIXED" });
    return { problems, opened };
  }
  const sources = opened.flatMap(({ stated, source }) =>
    source === undefined ? [] : [toDraw(stated, source, context.also?.get(source.id) ?? [])],
  );
  if (sources.length < sourcing.sources.length) return { problems, opened };
  const decision = decideReexport({
    origin: goods.origin,
    lines: goods.lines,
    sources,
    partlyMinedHere: sourcing.mined === "BOTH",
    isHere,
  });
  return { problems: [...problems, ...decision.problems.map(fieldProblem)], opened, decision };
}

/** Enhanced vigilance of a conditional regime: pictures of what is mined in the issuing Participant. */
export function needsPictures(around: RulesAround, goods: StatedGoods, today: string): boolean {
  return originsOf(goods).some(
    (country) =>
      around.participantOf(country, today) === goods.participant &&
      picturesNeeded(around.statuses, goods.participant, today),
  );
}

function withoutDrawsOf(opened: Opened, certificate: Uint8Array | undefined): Opened {
  const { source } = opened;
  if (source === undefined || certificate === undefined) return opened;
  const draws = source.draws.filter((draw) => !draw.certificate.equals(certificate));
  return { ...opened, source: { ...source, draws } };
}

/** What a certificate drew, as somebody would say it who draws the same again. */
export async function drawnBefore(
  reader: Reader,
  certificate: Uint8Array,
): Promise<SourcingInput | undefined> {
  const said = await store.findCertificateSourcing(reader, certificate);
  if (said === undefined) return undefined;
  const rows = await store.drawsBy(reader, certificate);
  const sources: SourceInput[] = [];
  for (const id of new Set(rows.map(({ source }) => source))) {
    const draws = rows
      .filter(({ source }) => source === id)
      .map(({ code, becomes, carats, origin }) => ({
        code: code as RoughCode,
        becomes: becomes as RoughCode,
        carats: caratsToString(carats),
        ...(origin === null ? {} : { origin }),
      }));
    sources.push({ ...(await namedAgain(reader, id)), draws, losses: [] });
  }
  return { mined: said.mined, ...(said.zone === null ? {} : { zone: said.zone }), sources };
}

async function namedAgain(reader: Reader, id: string): Promise<Pick<SourceInput, "certificate" | "paper">> {
  if (isPublicId(id)) return { certificate: id };
  const row = await store.findIncomingById(reader, id);
  if (row === undefined) throw new Error(`a draw on ${id}, which nobody recorded`);
  const { participant, number, issued_on, received_on, origin, lines } = row;
  return { paper: { participant, number, issuedOn: issued_on, receivedOn: received_on, origin, lines } };
}

function isPublicId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id);
}

function toDraw({ draws, losses }: SourceInput, source: Source, also: readonly Taking[]): SourceToDraw {
  return {
    source: source.id,
    participant: source.participant,
    received: source.received,
    before: [...takingsOf(source), ...also],
    draws: draws.map(({ code, becomes, carats, origin }) => ({
      code,
      becomes: becomes ?? code,
      origin: origin ?? null,
      carats: hundredthsOf(carats),
    })),
    losses: losses.map(({ code, carats, origin, kind, reason }) => ({
      code,
      origin: origin ?? null,
      carats: hundredthsOf(carats),
      kind,
      reason,
    })),
  };
}

function fieldProblem({ field, code, values }: ReexportProblem): FieldProblem {
  return {
    field,
    code,
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "bigint"
          ? caratsToString(value)
          : typeof value === "string"
            ? value
            : value.join(", "),
      ]),
    ),
  };
}

function asLine(line: {
  code: string;
  carats: string;
  origin?: string | undefined;
}): Pick<Line, "code" | "carats" | "origin"> {
  return {
    code: line.code as RoughCode,
    carats: hundredthsOf(line.carats),
    ...(line.origin === undefined ? {} : { origin: line.origin }),
  };
}

// What surrounds a certificate when a command decides on it: the authority's clock, numbers and rules as of today, the
// statuses, and who receives it. Read once per command from the scheme's facts.
import { unlistedOriginMark } from "#core/certificate/content.ts";
import type { CertificateContent } from "#core/certificate/content.ts";
import type { ContentContext, Stage } from "#core/certificate/rules.ts";
import { findFormat } from "#core/kp/numbers.ts";
import type { NumberFormat } from "#core/kp/numbers.ts";
import { participantFor } from "#core/kp/participants.ts";
import { latestExpiry, ruleFor } from "#core/kp/rules.ts";
import type { Rule } from "#core/kp/rules.ts";
import type { StatusRow } from "#core/kp/statuses.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Signer } from "#platform/keys/signer.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { authoritiesOf, findAuthority, findDeskSigner, schemeFacts } from "#modules/scheme/index.ts";
import type { AuthorityRow, BlockRow } from "#modules/scheme/index.ts";
import type { CertificateRow } from "./store.ts";

export interface RulesAround {
  readonly authority: AuthorityRow;
  readonly numberFormat: NumberFormat;
  /** Of every Participant. */
  readonly formats: readonly NumberFormat[];
  readonly statuses: readonly StatusRow[];
  /** The calendar day of the authority's clock; UTC until its zone is known. */
  today(now: string): string;
  /** The rule of the authority's own Participant. */
  rule(date: string): Rule;
  ruleOf(participant: string, date: string): Rule;
  /** The Participant that a country's shipments go to: "BE" → "EU". */
  participantOf(country: string, date: string): string;
  /** Blocks of an office for a year, in ascending order. */
  blocks(office: string, year: number): readonly BlockRow[];
  /** `zone` is where the stones were mined, where that is said. */
  contentContext(today: string, stage: Stage, office?: string, zone?: string): ContentContext;
  /** What a content lacks before it has a number: placeholders that the rules skip. */
  draftFrame(
    today: string,
  ): Pick<
    CertificateContent,
    "participant" | "number" | "authority" | "publicId" | "issuedOn" | "expiresOn" | "validatedOn"
  >;
}

export async function rulesAround(source: Ctx | Tx, authorityCode: string): Promise<RulesAround> {
  const facts = await schemeFacts(source);
  const authority = facts.authorities.find(({ code }) => code === authorityCode);
  if (authority === undefined) throw new Problem("not-allowed");
  const { participant } = authority;
  const numberFormat = findFormat(facts.formats, participant);
  if (numberFormat === undefined) throw new Problem("not-found");
  const asked = new Map<string, Rule>();
  const ruleOf = (code: string, date: string): Rule => {
    const rule = asked.get(code + date) ?? ruleFor(facts.rules, code, date);
    asked.set(code + date, rule);
    return rule;
  };
  const participantBlocks = facts.blocks.filter((block) => block.participant === participant);
  return {
    authority,
    numberFormat,
    formats: facts.formats,
    statuses: facts.statuses,
    today: (now) => now.slice(0, 10),
    rule: (date) => ruleOf(participant, date),
    ruleOf,
    participantOf: participantFor,
    blocks: (office, year) =>
      participantBlocks.filter(
        (block) => block.office === office && (block.year === undefined || block.year === year),
      ),
    contentContext: (today, stage, office, zone) => ({
      today,
      stage,
      rule: ruleOf(participant, today),
      statuses: facts.statuses,
      recognitions: facts.recognitions,
      formats: [numberFormat],
      blocks: participantBlocks,
      ...(office === undefined ? {} : { office }),
      ...(zone === undefined ? {} : { zone }),
    }),
    draftFrame: (today) => ({
      participant,
      number: "",
      authority: authority.code,
      publicId: new Uint8Array(16),
      issuedOn: today,
      expiresOn: latestExpiry(ruleOf(participant, today), today),
      validatedOn: null,
    }),
  };
}

/** The key that seals for an office now. Refused when there is none here, or its range does not hold the number. */
export async function deskSignerFor(tx: Tx, office: string, serial: bigint): Promise<Signer> {
  const desk = await findDeskSigner(tx, office);
  const covers = desk?.numbers.some(({ from, to }) => from <= serial && serial <= to) ?? false;
  if (desk?.signer === undefined || !covers)
    throw new Problem("signer-unavailable", { organisation: office });
  return desk.signer;
}

/** What a Participant's certificates of that day print where a mixed parcel's origins are not listed. */
export async function unlistedOriginOf(source: Ctx | Tx, participant: string, date: string): Promise<string> {
  return unlistedOriginMark(ruleFor((await schemeFacts(source)).rules, participant, date));
}

/** The same, for what an authority has not issued yet. */
export async function unlistedOriginToday(ctx: Ctx, authority: string): Promise<string> {
  const around = await rulesAround(ctx, authority);
  return unlistedOriginMark(around.rule(around.today(new Date(ctx.clock()).toISOString())));
}

/** The codes under which shipments come to the actor's authority: its Participant's. */
export async function importingDestination(ctx: Ctx): Promise<readonly string[]> {
  const authority = await findAuthority(ctx, ctx.actor.organisation ?? "");
  return authority === undefined ? [] : [authority.participant];
}

/** Authorities that may receive a shipment: those of the destination, and of the importer's own state in the EU. */
export async function importingAuthorities(
  source: Ctx | Tx,
  row: Pick<CertificateRow, "destination" | "content">,
): Promise<readonly string[]> {
  const all = await authoritiesOf(source, row.destination);
  const importers = all.filter(({ roles }) => roles.includes("IMPORT"));
  const own = importers.filter(({ memberState }) => memberState === row.content.importer.country);
  return (own.length > 0 ? own : importers).map(({ code }) => code);
}

// Whether a certificate may say what it says: the fourteen items of Annex I A, the national rule, who may trade with whom,
// and the number blocks. Pure: problems are values, all of them at once, each with its field, so a form can show them.
import { isCountryCode } from "#core/kp/countries.ts";
import { compareDates, isDate } from "#core/kp/dates.ts";
import { parseRoughCode } from "#core/kp/goods.ts";
import { findFormat, inBlocks, numberFormats, parcelSuffixProblem, parseNumber } from "#core/kp/numbers.ts";
import type { NumberBlock, NumberFormat } from "#core/kp/numbers.ts";
import { latestExpiry } from "#core/kp/rules.ts";
import type { Rule } from "#core/kp/rules.ts";
import { findParticipant } from "#core/kp/participants.ts";
import { bounds } from "./content.ts";
import type { CertificateContent, Line, Party } from "./content.ts";
import { problemList } from "./problems.ts";
import type { ContentProblem, Problems } from "./problems.ts";
import { longestQrMessage, longestQrText, mostQrBytes, qrSize } from "./qr-text.ts";
import { standingOfShipment } from "./standing.ts";
import type { SchemeFacts } from "./standing.ts";

/** As it comes from a form: a code may still be anything. */
export type LineToCheck = Omit<Line, "code"> & { readonly code: string };
export type ContentToCheck = Omit<CertificateContent, "lines"> & { readonly lines: readonly LineToCheck[] };

/** An application has no number, dates or seals yet; an issued certificate has no seals yet; validation has all. */
export type Stage = "application" | "issue" | "validation";

export interface ContentContext extends SchemeFacts {
  readonly rule: Rule;
  /** Blocks of the issuing Participant. */
  readonly blocks: readonly NumberBlock[];
  readonly formats?: readonly NumberFormat[];
  readonly today: string;
  /** Default "issue". */
  readonly stage?: Stage;
  /** Where numbers are allotted per office: whose block it has to be. */
  readonly office?: string;
  /** Where the stones were mined, for conditional regimes. */
  readonly zone?: string;
}

export function checkContent(content: ContentToCheck, context: ContentContext): readonly ContentProblem[] {
  const problems = problemList();
  const stage = context.stage ?? "issue";
  checkParties(problems, content);
  checkGoods(problems, content);
  checkOrigin(problems, content, context.rule);
  checkTrade(problems, content, context, stage);
  if (stage !== "application") {
    checkIdentity(problems, content, context);
    checkDates(problems, content, context, stage);
  }
  checkContainers(problems, content, context, stage);
  if (stage !== "application" && problems.none()) checkSize(problems, content);
  return problems.all();
}

/** Annex I A 4 and 8. */
function checkIdentity(problems: Problems, content: ContentToCheck, context: ContentContext): void {
  if (findParticipant(content.participant) === undefined) problems.add("participant", "PARTICIPANT_UNKNOWN");
  if (!/^[A-Z0-9][A-Z0-9-]{1,23}$/.test(content.authority)) problems.add("authority", "AUTHORITY_CODE");
  if (content.publicId.length !== bounds.publicIdBytes) problems.add("publicId", "PUBLIC_ID");
  if (!problems.text("number", content.number, bounds.numberBytes)) return;

  const format = findFormat(context.formats ?? numberFormats, content.participant);
  if (format === undefined) return;
  const parsed = parseNumber(content.number, [format]);
  if (!parsed.ok)
    return problems.add("number", "NUMBER_FORMAT", { problem: parsed.problem, example: format.example });
  if (parsed.asPrinted !== content.number)
    problems.add("number", "NUMBER_NOT_AS_PRINTED", { asPrinted: parsed.asPrinted });
  const own = context.blocks.filter(
    (block) =>
      block.authority === content.authority &&
      (context.office === undefined || block.office === context.office),
  );
  const answer = inBlocks(parsed.serial, own, isDate(content.issuedOn) ? content.issuedOn : undefined);
  if (answer.ok) return;
  // Sierra Leone 2015: a number of the 2014 block on a paper of 2015 gave the forgery away.
  if (answer.reason === "OTHER_YEAR")
    problems.add("number", "NUMBER_OF_ANOTHER_YEAR", { year: answer.block.year ?? 0 });
  else problems.add("number", "NUMBER_NOT_ALLOTTED");
}

/** Annex I A 6, 7 and 14. */
function checkDates(
  problems: Problems,
  content: ContentToCheck,
  context: ContentContext,
  stage: Stage,
): void {
  const { issuedOn, expiresOn, validatedOn } = content;
  const { today } = context;
  if (!isDate(issuedOn)) return problems.add("issuedOn", "DATE_INVALID");
  if (compareDates(issuedOn, today) > 0) problems.add("issuedOn", "ISSUED_IN_FUTURE", { today });
  if (!isDate(expiresOn)) return problems.add("expiresOn", "DATE_INVALID");
  const latest = latestExpiry(context.rule, issuedOn);
  if (compareDates(expiresOn, issuedOn) < 0) problems.add("expiresOn", "EXPIRY_BEFORE_ISSUE", { issuedOn });
  else if (compareDates(expiresOn, latest) > 0) problems.add("expiresOn", "EXPIRY_TOO_LATE", { latest });
  else if (compareDates(expiresOn, today) < 0) problems.add("expiresOn", "ALREADY_EXPIRED", { today });

  if (validatedOn === null) {
    if (stage === "validation") problems.add("validatedOn", "NOT_VALIDATED");
    return;
  }
  if (!isDate(validatedOn)) return problems.add("validatedOn", "DATE_INVALID");
  if (compareDates(validatedOn, issuedOn) < 0)
    problems.add("validatedOn", "VALIDATED_BEFORE_ISSUE", { issuedOn });
  if (compareDates(validatedOn, expiresOn) > 0)
    problems.add("validatedOn", "VALIDATED_AFTER_EXPIRY", { expiresOn });
  if (compareDates(validatedOn, today) > 0) problems.add("validatedOn", "VALIDATED_IN_FUTURE", { today });
}

/** Annex I A 9. */
function checkParties(problems: Problems, content: ContentToCheck): void {
  const check = (field: string, party: Party) => {
    problems.text(`${field}.name`, party.name, bounds.nameBytes);
    problems.text(`${field}.address`, party.address, bounds.addressBytes);
    if (!isCountryCode(party.country))
      problems.add(`${field}.country`, "COUNTRY_UNKNOWN", { country: party.country });
  };
  check("exporter", content.exporter);
  check("importer", content.importer);
}

/** Annex I A 10 to 13. */
function checkGoods(problems: Problems, content: ContentToCheck): void {
  if (!isWhole(content.parcels, 1, bounds.parcels))
    problems.add("parcels", "PARCELS_OUT_OF_RANGE", { most: bounds.parcels });
  if (content.lines.length === 0) problems.add("lines", "NO_LINES");
  if (content.lines.length > bounds.lines) problems.add("lines", "TOO_MANY_LINES", { most: bounds.lines });
  for (const [index, line] of content.lines.entries()) {
    const field = `lines.${index}`;
    const code = parseRoughCode(line.code);
    if (!code.ok)
      problems.add(`${field}.code`, "CODE_REFUSED", {
        reason: code.reason,
        code: code.code ?? line.code.slice(0, 20),
      });
    else if (code.code !== line.code)
      problems.add(`${field}.code`, "CODE_NOT_AS_PRINTED", { asPrinted: code.code });
    if (line.carats <= 0n) problems.add(`${field}.carats`, "CARATS_NOT_POSITIVE");
    else if (line.carats > bounds.carats) problems.add(`${field}.carats`, "CARATS_TOO_LARGE");
    if (line.usd <= 0n) problems.add(`${field}.usd`, "VALUE_NOT_POSITIVE");
    else if (line.usd > bounds.usd) problems.add(`${field}.usd`, "VALUE_TOO_LARGE");
  }
  if (content.lines.reduce((total, line) => total + line.carats, 0n) > bounds.carats)
    problems.add("lines", "CARATS_TOO_LARGE");
  if (content.lines.reduce((total, line) => total + line.usd, 0n) > bounds.usd)
    problems.add("lines", "VALUE_TOO_LARGE");
}

/** Annex I A 2. */
function checkOrigin(problems: Problems, content: ContentToCheck, rule: Rule): void {
  const { origin } = content;
  const listed = origin.kind === "SINGLE" ? [origin.country] : origin.listed;
  for (const country of listed) {
    if (!isCountryCode(country)) problems.add("origin", "COUNTRY_UNKNOWN", { country });
  }
  if (origin.kind === "MIXED") {
    if (new Set(listed).size !== listed.length) problems.add("origin", "ORIGIN_REPEATED");
    if (listed.length === 1) problems.add("origin", "ORIGIN_NOT_MIXED");
    if (listed.length > bounds.originsListed)
      problems.add("origin", "TOO_MANY_ORIGINS", { most: bounds.originsListed });
    // Asterisks only, before May 2024 and where national law still says so.
    if (listed.length > 0 && rule.mixedOrigin !== "ASTERISKS_OR_LIST")
      problems.add("origin", "ORIGINS_MAY_NOT_BE_LISTED");
  }
  for (const [index, line] of content.lines.entries()) {
    if (line.origin !== undefined && !listed.includes(line.origin)) {
      problems.add(`lines.${index}.origin`, "ORIGIN_OF_LINE_DIFFERS", { country: line.origin });
    }
  }
}

/** Section III (a), (c); as the scheme sees it and as each side's law sees the other. */
function checkTrade(
  problems: Problems,
  content: ContentToCheck,
  context: ContentContext,
  stage: Stage,
): void {
  const date = stage !== "application" && isDate(content.issuedOn) ? content.issuedOn : context.today;
  const standing = standingOfShipment(context, content, date, context.zone);
  const { issuer, importer, importingParticipant, issuerRecognised, importerRecognised } = standing;
  if (!issuer.ok)
    problems.add("participant", "ISSUER_MAY_NOT_TRADE", { reason: issuer.reason, source: issuer.source });
  if (importingParticipant === content.participant) {
    problems.add("importer.country", "NOT_AN_EXPORT", { participant: importingParticipant });
  } else {
    if (!importer.ok) {
      problems.add("importer.country", "IMPORTER_MAY_NOT_TRADE", {
        reason: importer.reason,
        source: importer.source,
      });
    }
    if (!importerRecognised.recognised) {
      problems.add("importer.country", "IMPORTER_NOT_RECOGNISED", {
        by: content.participant,
        source: importerRecognised.source,
      });
    }
    if (!issuerRecognised.recognised) {
      problems.add("importer.country", "ISSUER_NOT_RECOGNISED", {
        by: importingParticipant,
        source: issuerRecognised.source,
      });
    }
  }
  for (const { country, answer } of standing.origins) {
    if (!answer.ok)
      problems.add("origin", "ORIGIN_MAY_NOT_BE_TRADED", {
        country,
        reason: answer.reason,
        source: answer.source,
      });
  }
}

/** Section IV (c); Annex I C: the seals are numbered and named. */
function checkContainers(
  problems: Problems,
  content: ContentToCheck,
  context: ContentContext,
  stage: Stage,
): void {
  const { containers } = content;
  const format = findFormat(context.formats ?? numberFormats, content.participant);
  if (stage === "validation" && containers.length === 0) problems.add("containers", "NO_SEAL");
  if (containers.length > bounds.containers)
    problems.add("containers", "TOO_MANY_CONTAINERS", { most: bounds.containers });
  for (const [index, container] of containers.entries()) {
    problems.text(`containers.${index}.seal`, container.seal, bounds.sealBytes);
    if (container.reference !== undefined) {
      const written = problems.text(
        `containers.${index}.reference`,
        container.reference,
        bounds.referenceBytes,
      );
      const differs =
        !written || stage === "application" || format === undefined
          ? undefined
          : parcelSuffixProblem(format, content.number, container.reference);
      // Sierra Leone 2015: parcel "JMI/GGDO/4199" on certificate 4306.
      if (differs !== undefined)
        problems.add(`containers.${index}.reference`, "PARCEL_NUMBER_DIFFERS", {
          expected: differs.expected,
          found: differs.found,
        });
    }
    if (containers.findIndex((other) => other.seal === container.seal) < index) {
      problems.add(`containers.${index}.seal`, "SEAL_REPEATED", { seal: container.seal });
    }
  }
}

/** A certificate whose code would not fit is stopped here, not at the printer. */
function checkSize(problems: Problems, content: ContentToCheck): void {
  const most = mostQrBytes(content);
  if (most <= longestQrMessage && most * 1.5 + 10 <= longestQrText) return;
  const size = qrSize(content as CertificateContent);
  if (size.bytes > longestQrMessage || size.characters > longestQrText) {
    problems.add("lines", "TOO_LONG_FOR_CODE", { bytes: size.bytes, most: longestQrMessage });
  }
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

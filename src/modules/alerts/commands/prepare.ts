// An alert as entered, made ready to be signed: its numbers read, whose they are checked, its picture cleaned.
import { isCountryOrParticipantCode } from "#core/kp/countries.ts";
import { readAlertNumbers } from "#core/kp/alerts.ts";
import type { AlertNumbers } from "#core/kp/alerts.ts";
import { cleanPicture } from "#platform/files/picture.ts";
import type { Picture } from "#platform/files/picture.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { insertDocument } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { findAuthority, schemeFacts } from "#modules/scheme/index.ts";
import type { SchemeFacts } from "#modules/scheme/index.ts";
import type { AlertFacts, PictureFacts } from "../facts.ts";
import type { AlertInput } from "../inputs.ts";
import { kindsFor } from "../policy.ts";

export interface PreparedAlert {
  readonly facts: Readonly<Pick<AlertFacts, "kind" | "country" | "numbers" | "text">>;
  readonly picture: Picture | undefined;
}

/** Throws the refusal, with every field that is wrong. */
export async function prepareAlert(ctx: Ctx, input: AlertInput): Promise<PreparedAlert> {
  const { actor } = ctx;
  refuseUnless(actor.organisation !== null && kindsFor(actor).includes(input.kind), "not-allowed");
  const facts = await schemeFacts(ctx);
  const authority = await findAuthority(ctx, actor.organisation);
  const fields: FieldProblem[] = [];
  const { kind, country } = input;
  const own = kind === "LOST" || kind === "STOLEN";
  if (!isCountryOrParticipantCode(country)) fields.push({ field: "country", code: "unknown-country" });
  else if (own && authority?.participant !== country)
    fields.push({ field: "country", code: "not-own-papers" });
  const numbers = input.numbers.flatMap(({ from, to }, index): readonly AlertNumbers[] => {
    const field = `numbers.${index}`;
    const reading = readAlertNumbers(
      { from, ...(to === undefined ? {} : { to }) },
      facts.formats,
      country,
      kind === "FAKE",
    );
    if (!reading.ok) {
      fields.push({ field, code: `alert-${reading.problem}`, values: { line: index + 1 } });
      return [];
    }
    if (own && isAnothers(reading.numbers, country, actor.organisation ?? "", facts))
      fields.push({ field, code: "not-own-papers", values: { line: index + 1 } });
    return [reading.numbers];
  });
  if (own && input.numbers.length === 0) fields.push({ field: "numbers", code: "missing" });
  const picture = input.picture === undefined ? undefined : pictureFrom(input.picture, fields);
  if (picture !== undefined && kind !== "FAKE")
    fields.push({ field: "picture", code: "picture-of-fake-only" });
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
  const { en, fr } = input.text;
  return {
    facts: {
      kind,
      country,
      numbers: numbers.map((run) => ({ ...run })),
      text: { en, ...(fr === undefined ? {} : { fr }) },
    },
    picture,
  };
}

/** Keeps the picture; answers what the act says of it. */
export async function keepPicture(tx: Tx, picture: Picture): Promise<PictureFacts> {
  const digest = sha256(picture.bytes);
  await insertDocument(tx, { digest, mediaType: picture.type, content: Buffer.from(picture.bytes) });
  return { digest, mediaType: picture.type, width: picture.width, height: picture.height };
}

/** Of another Participant, or from a block of another authority of the same one. */
function isAnothers(
  { participant, first, last }: AlertNumbers,
  country: string,
  organisation: string,
  { blocks }: SchemeFacts,
): boolean {
  if (participant !== country || first === undefined || last === undefined) return true;
  return blocks.some(
    (block) =>
      block.participant === participant &&
      block.authority !== organisation &&
      block.from <= BigInt(last) &&
      BigInt(first) <= block.to,
  );
}

function pictureFrom(base64: string, fields: FieldProblem[]): Picture | undefined {
  const cleaned = cleanPicture(new Uint8Array(Buffer.from(base64, "base64")));
  if (cleaned.ok) return cleaned.picture;
  fields.push({ field: "picture", code: `picture-${cleaned.reason}` });
  return undefined;
}

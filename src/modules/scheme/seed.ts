// The scheme as it is known from public sources (Participants, statuses, national rules, number formats), and, for a
// demonstration, invented authorities with offices, numbers and keys. Everything is recorded in bulk, as acts like any.
import {
  chineseTaipei,
  observers,
  applicants,
  traders,
  unionMemberStates,
  participantName,
} from "#core/kp/participants.ts";
import { countryName } from "#core/kp/countries.ts";
import { nationalRecognitions, schemeStatuses } from "#core/kp/history.ts";
import { findFormat, numberFormats } from "#core/kp/numbers.ts";
import { nationalRules } from "#core/kp/rules.ts";
import type { Facts } from "#core/act/act.ts";
import { addOrganisationKey, findFounding, record, recordAll } from "#modules/record/index.ts";
import type { ActKind, Ctx, Recorded, Tx } from "#modules/record/index.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Signer } from "#platform/keys/signer.ts";
import * as acts from "./acts.ts";
import { changeScheme } from "./change.ts";
import { publishIn } from "./commands/publish-trust-list.ts";
import { deskKeyNames } from "./queries.ts";
import { demonstrationPlaces, secondPlaces } from "./seed-places.ts";
import * as store from "./store.ts";

export async function seedParticipants(ctx: Ctx): Promise<void> {
  await changeScheme(ctx, async (tx) => {
    refuseUnless((await store.participants(tx)).length === 0, "already-done");
    const organisation = await founderOf(tx);
    const listed = await recordAll(
      tx,
      acts.participantListed,
      traders.map(({ code, kind, names }) => ({
        organisation,
        subject: `participant:${code}`,
        previous: null,
        public: { code, kind, names },
        private: {},
      })),
    );
    const heads = new Map(
      traders.map(({ code }, i) => [`participant:${code}`, (listed[i] as Recorded).leafHash]),
    );
    await recordInRounds(
      tx,
      acts.statusSet,
      organisation,
      heads,
      byDay(schemeStatuses),
      (row) => `participant:${row.participant}`,
    );
    await recordInRounds(
      tx,
      acts.recognitionSet,
      organisation,
      new Map(),
      byDay(nationalRecognitions),
      (row) => `recognition:${row.jurisdiction}:${row.participant}`,
    );
    await recordInRounds(
      tx,
      acts.observerListed,
      organisation,
      new Map(),
      observers,
      (row) => `observer:${row.code}`,
    );
    await recordInRounds(
      tx,
      acts.applicantListed,
      organisation,
      new Map(),
      applicants,
      (row) => `applicant:${row.code}`,
    );
    await recordInRounds(
      tx,
      acts.nationalRuleSet,
      organisation,
      new Map(),
      byDay(nationalRules),
      (row) => `national-rule:${row.participant}`,
    );
    await recordInRounds(
      tx,
      acts.numberFormatSet,
      organisation,
      new Map(),
      numberFormats,
      (row) => `number-format:${row.participant}`,
    );
  });
}

/** Codes of the authorities made: an invented one per Participant, one per member state, and Hong Kong's. Numbers are of `year` and the one before. */
export async function seedDemonstrationAuthorities(
  ctx: Ctx,
  year = new Date(ctx.clock()).getUTCFullYear(),
): Promise<readonly string[]> {
  const plan = planAuthorities(`${year - 1}-01-01`);
  const desks = plan.flatMap(({ facts, issues }) => (issues ? officesFor(facts.code) : []));
  const [authorityKeys, deskKeys] = await Promise.all([
    makeKeys(
      ctx,
      plan.map(({ facts }) => facts.code),
    ),
    makeKeys(
      ctx,
      desks.map(({ code }) => deskKeyNames(code, 1)[0] as string),
    ),
  ]);
  await changeScheme(ctx, async (tx) => {
    refuseUnless((await store.authorities(tx)).length === 0, "already-done");
    const organisation = await founderOf(tx);
    await recordAll(
      tx,
      acts.authorityDesignated,
      plan.map(({ facts }) => ({
        organisation,
        subject: `authority:${facts.code}`,
        previous: null,
        public: facts,
        private: {},
      })),
    );
    for (const [i, { facts }] of plan.entries())
      await addOrganisationKey(tx, facts.code, authorityKeys[i] as Signer);
    await recordAll(
      tx,
      acts.officeOpened,
      plan.flatMap(({ facts: { code, from } }) =>
        officesFor(code).map((office) => ({
          organisation: code,
          subject: `office:${office.code}`,
          previous: null,
          public: { ...office, authority: code, from },
          private: {},
        })),
      ),
    );
    const blocks = planBlocks(desks, year);
    await recordAll(
      tx,
      acts.numberBlockAllotted,
      blocks.map((block) => ({
        organisation: block.authority,
        subject: `number-block:${block.participant}:${block.from}`,
        previous: null,
        public: block,
        private: {},
      })),
    );
    await recordAll(
      tx,
      acts.deskSignerAppointed,
      desks.map(({ code, authority }, i) => {
        const { keyId, publicKey } = deskKeys[i] as Signer;
        return {
          organisation: authority,
          subject: `desk-signer:${Buffer.from(keyId).toString("hex")}`,
          previous: null,
          public: {
            keyId,
            publicKey,
            authority,
            office: code,
            numbers: blocks.filter((block) => block.office === code).map(({ from, to }) => ({ from, to })),
            from: `${year - 1}-01-01T00:00:00.000Z`,
            until: `${year + 1}-03-01T00:00:00.000Z`,
          },
          private: {},
        };
      }),
    );
    // One of them shows how the second code looks.
    await record(tx, acts.authorityPaperSet, {
      organisation: withReceipts,
      subject: `authority-paper:${withReceipts}`,
      previous: null,
      public: { authority: withReceipts, receiptCode: true },
      private: {},
    });
    await publishIn(tx);
  });
  return plan.map(({ facts }) => facts.code);
}

const withReceipts = "BW-KPA";

/** Acts on the same subject follow one another; in each round every subject has at most one. */
async function recordInRounds<Row extends object>(
  tx: Tx,
  kind: ActKind<never, Facts>,
  organisation: string,
  heads: Map<string, Uint8Array>,
  rows: readonly Row[],
  subjectOf: (row: Row) => string,
): Promise<void> {
  for (let left = rows; left.length > 0;) {
    const round = new Map<string, Row>();
    const later: Row[] = [];
    for (const row of left) {
      const subject = subjectOf(row);
      if (round.has(subject)) later.push(row);
      else round.set(subject, row);
    }
    const recorded = await recordAll(
      tx,
      kind,
      [...round].map(([subject, row]) => ({
        organisation,
        subject,
        previous: heads.get(subject) ?? null,
        public: { ...row } as unknown as never,
        private: {},
      })),
    );
    for (const [i, subject] of [...round.keys()].entries())
      heads.set(subject, (recorded[i] as Recorded).leafHash);
    left = later;
  }
}

function byDay<Row extends { readonly from: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

async function founderOf(tx: Tx): Promise<string> {
  const founding = await findFounding(tx);
  if (founding === undefined) throw new Problem("record-unavailable");
  return founding.founder;
}

/** Keys left by a seeding that was interrupted are used, not left lying. */
function makeKeys({ keyring }: Ctx, names: readonly string[]): Promise<readonly Signer[]> {
  return Promise.all(names.map(async (name) => (await keyring.findSigner(name)) ?? keyring.makeSigner(name)));
}

/* ---- what is invented for the demonstration ---- */

/** Member states with an authority of the Regulation's Annex III; the others receive, but issue nothing. */
const issuingMemberStates = new Set(["BE", "DE", "CZ", "RO", "PT", "IE"]);

/** So that the answer for a register that is not published can be seen. */
const paperOnly = new Set(["LA-KPA", "VN-KPA"]);

interface PlannedAuthority {
  readonly facts: acts.AuthorityFacts;
  /** Has numbers and desk keys here. */
  readonly issues: boolean;
}

function planAuthorities(from: string): readonly PlannedAuthority[] {
  const plan = (
    code: string,
    participant: string,
    memberState: string | null,
    issues: boolean,
    name: (locale: string) => string,
  ): PlannedAuthority => ({
    facts: {
      code,
      participant,
      memberState,
      names: { en: `Demonstration authority, ${name("en")}`, fr: `Autorité de démonstration, ${name("fr")}` },
      roles:
        memberState !== null && !issuingMemberStates.has(memberState) ? ["IMPORT"] : ["EXPORT", "IMPORT"],
      contact: `${code.toLowerCase()}@demonstration.example`,
      register: paperOnly.has(code) ? "paper-only" : "published",
      from,
      until: null,
    },
    issues: issues && !paperOnly.has(code),
  });
  const states = traders.filter(({ kind }) => kind !== "REIO");
  return [
    ...states.map(({ code }) =>
      plan(`${code}-KPA`, code, null, true, (locale) =>
        code === chineseTaipei.code ? participantName(code, locale) : countryName(code, locale),
      ),
    ),
    plan("CN-HK", "CN", null, true, (locale) => countryName("HK", locale)),
    ...unionMemberStates.map((state) =>
      plan(`EU-${state}`, "EU", state, issuingMemberStates.has(state), (locale) =>
        countryName(state, locale),
      ),
    ),
  ];
}

interface PlannedOffice {
  readonly code: string;
  readonly authority: string;
  readonly name: string;
  readonly place: string;
  readonly country: string;
}

function officesFor(authority: string): readonly PlannedOffice[] {
  const second = secondPlaces[authority];
  return [...(demonstrationPlaces[authority] ?? []), ...(second === undefined ? [] : [second])].map(
    ({ desk, place, country }) => ({
      code: `${authority}/${desk}`,
      authority,
      name: `Demonstration office, ${place}`,
      place,
      country,
    }),
  );
}

/** Last year's numbers and this year's, for each desk; Sierra Leone's in the ranges of its six digits seen in print. */
function planBlocks(desks: readonly PlannedOffice[], year: number) {
  const given = new Map<string, number>();
  return desks.flatMap(({ code, authority }) => {
    const participant = authority.slice(0, 2);
    const place = given.get(participant) ?? 0;
    given.set(participant, place + 1);
    const digits = findFormat(numberFormats, participant)?.digits.max ?? 6;
    const width = participant === "SL" ? 400 : digits >= 8 ? 500_000 : 10_000;
    const start = participant === "SL" ? 4_501 : 1;
    return [year - 1, year].map((of, i) => {
      const from = start + (2 * place + i) * width;
      return { participant, authority, office: code, year: of, from, to: from + width - 1 };
    });
  });
}

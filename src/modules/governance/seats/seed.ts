// The demonstration's seats: the Observers as public sources know them, four organisations that are evidently invented, so
// that each pillar has enough seats to be heard as one, and a chair. Their people are invented too, like every person of it.
import { observers } from "#core/kp/participants.ts";
import type { ObserverKind } from "#core/kp/participants.ts";
import { officers, peopleInRole } from "#modules/identity/index.ts";
import type { DemonstrationOrganisation } from "#modules/identity/index.ts";
import { addOrganisationKey, findFounding, inTransaction, recordAll } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { bodyRulesSet, delegateAccredited, pillarListed, seatAccredited, seatEntrusted } from "./acts.ts";
import { ownKey } from "./commands/accredit-seat.ts";
import type { SeatFacts } from "./facts.ts";
import { seatsNow } from "./queries.ts";

/** The scheme's own word for its third kind of Observer; they have a voice, and no share in any count but their own. */
const independent = {
  pillar: "O",
  names: { en: "Independent observers", fr: "Observateurs indépendants" },
} as const;

const pillarOf: Readonly<Record<ObserverKind, string>> = {
  INDUSTRY: "I",
  CIVIL_SOCIETY: "C",
  INDEPENDENT: independent.pillar,
};

interface Invented {
  readonly code: string;
  readonly pillar: string;
  readonly en: string;
  readonly fr: string;
}

const invented: readonly Invented[] = [
  {
    code: "DEMO-TRADE",
    pillar: "I",
    en: "Demonstration Association of Rough Traders",
    fr: "Association de démonstration des négociants en brut",
  },
  {
    code: "DEMO-JEWEL",
    pillar: "I",
    en: "Demonstration Jewellers’ Council",
    fr: "Conseil de démonstration des joailliers",
  },
  {
    code: "DEMO-RIVER",
    pillar: "C",
    en: "Demonstration River Communities’ Network",
    fr: "Réseau de démonstration des communautés riveraines",
  },
  {
    code: "DEMO-LEGAL",
    pillar: "C",
    en: "Demonstration Miners’ Legal Aid",
    fr: "Aide juridique de démonstration aux mineurs",
  },
];

/** Where a Participant has several authorities, and which of its organisations speaks for it in the demonstration. */
const entrusted = [
  { participant: "CN", organisation: "CN-KPA" },
  { participant: "EU", organisation: "EU-COM" },
] as const;

/** An invented body that decides by genuine consensus, beside the plenary under today's rule. */
export const demonstrationBody = {
  body: "DEMO-WG",
  ruleSet: "genuine-consensus@1",
  timeZone: "Africa/Gaborone",
  names: { en: "Demonstration working group", fr: "Groupe de travail de démonstration" },
  from: "2025-01-01",
  basis: "Invented for the demonstration",
} as const;

/** The chair's own office: a chair of the demonstration is nobody's government. */
export const chairOrganisation = "CHAIR";

/** Participants with a delegate whom one can enter as. The others keep their seats, and are silent. */
export const speaking = [
  "AO",
  "AU",
  "BW",
  "BR",
  "CA",
  "GH",
  "IN",
  "JP",
  "LS",
  "NA",
  "NZ",
  "SL",
  "ZA",
  "CH",
  "TZ",
  "AE",
  "GB",
  "US",
] as const;

export async function seedDemonstrationSeats(ctx: Ctx): Promise<void> {
  const keyed = [
    ...observers.map(({ code }) => code),
    ...invented.map(({ code }) => code),
    "EU-COM",
    chairOrganisation,
  ];
  const keys = await Promise.all(keyed.map((code) => ownKey(ctx, code)));
  await inTransaction(ctx, async (tx) => {
    const founding = await findFounding(tx);
    refuseUnless(founding?.demonstration === true, "not-allowed");
    await recordAll(tx, pillarListed, [
      { subject: `pillar:${independent.pillar}`, previous: null, public: independent, private: {} },
    ]);
    const seats: readonly SeatFacts[] = [
      ...observers.map((observer) => ({
        seat: observer.code,
        pillar: pillarOf[observer.kind],
        organisation: observer.code,
        names: { ...observer.names },
        from: observer.from,
        until: null,
        basis: observer.source,
      })),
      ...invented.map(({ code, pillar, en, fr }) => ({
        seat: code,
        pillar,
        organisation: code,
        names: { en, fr },
        from: "2025-01-01",
        until: null,
        basis: "Invented for the demonstration",
      })),
    ];
    await recordAll(
      tx,
      seatAccredited,
      seats.map((seat) => ({ subject: `seat:${seat.seat}`, previous: null, public: seat, private: {} })),
    );
    await recordAll(
      tx,
      seatEntrusted,
      entrusted.map((one) => ({
        subject: `seat:${one.participant}`,
        previous: null,
        public: { ...one, from: "2025-01-01" },
        private: {},
      })),
    );
    await recordAll(tx, bodyRulesSet, [
      {
        subject: `body:${demonstrationBody.body}`,
        previous: null,
        public: demonstrationBody,
        private: {},
      },
    ]);
    for (const [i, code] of keyed.entries()) await addOrganisationKey(tx, code, keys[i] as Signer);
  });
}

/** Everybody of the demonstration: the authorities with their officers, those who speak for a seat, and the chair. */
export function demonstrationOrganisations(
  authorities: readonly string[],
): readonly DemonstrationOrganisation[] {
  const withDelegate = new Set<string>([...speaking.map((code) => `${code}-KPA`), "CN-KPA"]);
  return [
    ...authorities.map((code) => ({
      code,
      roles: [
        ...officers,
        ...(withDelegate.has(code) ? (["delegate"] as const) : []),
        // One authority files for its Participant.
        ...(code.endsWith("-KPA") ? (["focal-point"] as const) : []),
      ],
    })),
    { code: "EU-COM", name: "European Union", roles: ["authority-administrator", "delegate", "focal-point"] },
    ...observers.map(({ code, names }) => ({
      code,
      name: names.en,
      roles: ["authority-administrator", "delegate"] as const,
    })),
    ...invented.map(({ code, en }) => ({
      code,
      name: en,
      roles: ["authority-administrator", "delegate"] as const,
    })),
    { code: chairOrganisation, name: "Kimberley Process", roles: ["chair", "analyst"] },
  ];
}

/** Each seat accredits its own delegate, for everything. */
export async function seedDemonstrationDelegates(ctx: Ctx): Promise<void> {
  const people = await peopleInRole(ctx, "delegate");
  await inTransaction(ctx, async (tx) => {
    const seats = new Map((await seatsNow(tx)).map((seat) => [seat.organisation, seat.code]));
    await recordAll(
      tx,
      delegateAccredited,
      people.flatMap(({ person, organisation, name }) => {
        const seat = seats.get(organisation);
        if (seat === undefined) return [];
        return [
          {
            subject: `delegate:${tx.newId()}`,
            organisation,
            previous: null,
            public: { seat, person, scope: null, from: tx.now, until: null, keyId: null, publicKey: null },
            private: { name, duress: null },
          },
        ];
      }),
    );
  });
}

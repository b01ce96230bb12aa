// Who may send and who may receive a shipment on a day: issuer, importer, each other's laws, and where stones were mined.
// One set of questions for making a certificate and for checking one.
import { participantFor } from "#core/kp/participants.ts";
import { mayReceiveOn, mayTradeOn, recognisedBy } from "#core/kp/statuses.ts";
import type { MayTrade, Recognised, RecognitionRow, StatusRow } from "#core/kp/statuses.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import { originsOf } from "./content.ts";
import type { Line, Origin } from "./content.ts";

export interface SchemeFacts {
  readonly statuses: readonly StatusRow[];
  readonly recognitions: readonly RecognitionRow[];
}

export interface Shipment {
  /** Code of the issuing Participant. */
  readonly participant: string;
  readonly importer: { readonly country: string };
  readonly origin: Origin;
  readonly lines: readonly Pick<Line, "origin">[];
}

export interface OriginStanding {
  readonly country: string;
  readonly answer: MayTrade;
}

export interface ShipmentStanding {
  readonly date: string;
  readonly issuer: MayTrade;
  /** "EU" for Belgium. */
  readonly importingParticipant: string;
  readonly importer: MayTrade;
  /** Does the law of the importing side count the issuer as a Participant? */
  readonly issuerRecognised: Recognised;
  /** Does the law of the issuing side count the importing side as one? */
  readonly importerRecognised: Recognised;
  readonly origins: readonly OriginStanding[];
}

/** Kept with the rows it comes from: thousands of certificates ask about the same few countries and days. */
export function standingOfShipment(
  facts: SchemeFacts,
  shipment: Shipment,
  date: string,
  zone?: string,
): ShipmentStanding {
  const { participant, importer, origin, lines } = shipment;
  let name = `${date} ${participant} ${importer.country} ${origin.kind === "SINGLE" ? origin.country : origin.listed.join(",")}`;
  for (const line of lines) if (line.origin !== undefined) name += ` ${line.origin}`;
  if (zone !== undefined) name += `|${zone}`;
  let kept = keptStandings.get(facts.statuses);
  if (kept?.recognitions !== facts.recognitions)
    keptStandings.set(
      facts.statuses,
      (kept = { recognitions: facts.recognitions, standings: new Map<string, ShipmentStanding>() }),
    );
  const { standings } = kept;
  let standing = standings.get(name);
  if (standing === undefined) {
    standing = findStanding(facts, shipment, date, zone);
    // Hostile: countries and dates come from papers, so what is kept is bounded.
    if (standings.size > 5_000) standings.clear();
    standings.set(name, standing);
  }
  return standing;
}

const keptStandings = new WeakMap<
  readonly StatusRow[],
  { readonly recognitions: readonly RecognitionRow[]; readonly standings: Map<string, ShipmentStanding> }
>();

function findStanding(
  facts: SchemeFacts,
  shipment: Shipment,
  date: string,
  zone: string | undefined,
): ShipmentStanding {
  const { participant } = shipment;
  const importingParticipant = participantFor(shipment.importer.country, date);
  return {
    date,
    issuer: issuerStanding(facts, participant, date),
    importingParticipant,
    importer: mayReceiveOn(facts.statuses, importingParticipant, date),
    issuerRecognised: recognisedBy(facts.recognitions, importingParticipant, participant, date),
    importerRecognised: recognisedBy(facts.recognitions, participant, importingParticipant, date),
    origins: originsOf(shipment).map((country) => ({
      country,
      answer: originStanding(facts, participant, country, date, zone),
    })),
  };
}

/** The scheme as a trust list tells it. */
export function schemeFactsOf(list: TrustList): SchemeFacts {
  let facts = factsOfLists.get(list);
  if (facts === undefined) {
    const statuses = list.participants.flatMap((participant) => participant.statuses);
    factsOfLists.set(list, (facts = { statuses, recognitions: list.recognitions }));
  }
  return facts;
}

const factsOfLists = new WeakMap<TrustList, SchemeFacts>();

/** A conditional regime concerns what is mined there, not whether the Participant may issue at all. */
export function issuerStanding(facts: SchemeFacts, participant: string, date: string): MayTrade {
  return mayReceiveOn(facts.statuses, participant, date);
}

// What is mined in the issuing Participant follows its own regime, zones included. What was mined elsewhere may have
// come in lawfully before that country was suspended or left, so only a United Nations embargo, which knows no such
// stock, stops it, and a zone that is named and not compliant.
function originStanding(
  facts: SchemeFacts,
  issuer: string,
  country: string,
  date: string,
  zone?: string,
): MayTrade {
  const answer = mayTradeOn(facts.statuses, participantFor(country, date), date, zone);
  if (answer.ok || participantFor(country, date) === issuer) return answer;
  const stops =
    answer.reason === "EMBARGOED" ||
    answer.reason === "ZONE_BARRED" ||
    answer.reason === "ZONE_NOT_COMPLIANT";
  return stops ? answer : { ok: true, certain: answer.certain, source: answer.source };
}

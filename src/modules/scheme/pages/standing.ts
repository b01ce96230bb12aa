// What each Participant is on one day, put together for the pages and the API. Pure.
import { unionMembers } from "#core/kp/participants.ts";
import type { Participant } from "#core/kp/participants.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { foldName } from "#core/kp/language.ts";
import { mayReceiveOn, mayTradeOn, statusOn } from "#core/kp/statuses.ts";
import type { MayTrade, Standing } from "#core/kp/statuses.ts";
import type { MapStatus } from "#ui/maps/WorldMap.tsx";
import type { SchemeFacts } from "../queries.ts";

export interface Listed {
  readonly participant: Participant;
  readonly standing: Standing;
  /** For conditional regimes: ZONE_REQUIRED where it depends on the zone. */
  readonly mayExport: MayTrade;
  readonly mayImport: MayTrade;
}

export function listedOn({ participants, statuses }: SchemeFacts, date: IsoDate): readonly Listed[] {
  return participants.map((participant) => listed(participant, statuses, date));
}

export function listed(participant: Participant, statuses: SchemeFacts["statuses"], date: IsoDate): Listed {
  const { code } = participant;
  return {
    participant,
    standing: statusOn(statuses, code, date),
    mayExport: mayTradeOn(statuses, code, date),
    mayImport: mayReceiveOn(statuses, code, date),
  };
}

/** Accents, case and hyphens folded, in every language of the scheme: "cote divoire", "Кот-д'Ивуар". */
export function matches({ code, names }: Participant, search: string): boolean {
  const wanted = foldName(search);
  return (
    wanted === "" ||
    foldName(code) === wanted ||
    Object.values(names).some((name) => foldName(name).includes(wanted))
  );
}

/** By alpha-2, the states of the European Union one by one. The trading entity is on the list, not on the map. */
export function mapStatuses(all: readonly Listed[], date: IsoDate): Readonly<Record<string, MapStatus>> {
  const statuses: Record<string, MapStatus> = {};
  for (const { participant, standing } of all) {
    const status = mapStatus(standing);
    if (participant.kind === "STATE") statuses[participant.code] = status;
    if (participant.kind !== "REIO") continue;
    for (const { country, from, last } of unionMembers) {
      if (from <= date && (last === undefined || date <= last)) statuses[country] = status;
    }
  }
  return statuses;
}

function mapStatus({ status }: Standing): MapStatus {
  if (status === "PARTICIPANT") return "participant";
  return status === "CONDITIONAL" ||
    status === "SUSPENDED" ||
    status === "SELF_SUSPENDED" ||
    status === "EMBARGOED"
    ? "restricted"
    : "outside";
}

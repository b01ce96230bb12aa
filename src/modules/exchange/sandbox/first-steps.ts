// The first requests of an engineer, ready to be pasted into a shell: send a file, see what would come of it, record it,
// have it validated by the second key, read the numbers. A test runs them as they stand here.
import { participantFor } from "#core/kp/participants.ts";
import type { AuthorityRow } from "#modules/scheme/index.ts";
import { sampleRow } from "../messages/samples.ts";
import type { SandboxKeys } from "./make-keys.ts";

/** A shipment that the rules let this authority issue: to a trading centre that is not its own. */
export function firstRow(authority: AuthorityRow, office: string, row: string) {
  const home = authority.memberState ?? authority.participant;
  const away = participantFor("BE", "2026-01-01") === authority.participant ? "IN" : "BE";
  return sampleRow(row, office, {
    origin: { kind: "SINGLE", country: "BW" },
    exporter: { name: "Demo Diamonds Ltd", address: "1 Sample Street", country: home },
    importer: { name: "Demo Rough NV", address: "2 Sample Street", country: away },
  });
}

export function firstSteps(baseUrl: string, keys: SandboxKeys, row: object): readonly string[] {
  const bearer = (key: "A" | "B"): string => `-H "Authorization: Bearer $KEY_${key}"`;
  return [
    `SERVER=${baseUrl}\nKEY_A=${keys.first}\nKEY_B=${keys.second}`,
    `curl -sS "$SERVER/api/me" ${bearer("A")}`,
    `FILE=$(curl -sS "$SERVER/api/batches?kind=certificates" ${bearer("A")} -H "Content-Type: application/json" \\\n  -d '${JSON.stringify([row])}' | cut -d'"' -f4)`,
    `curl -sS -X POST "$SERVER/api/batches/$FILE/dry-run" ${bearer("A")}`,
    `curl -sS -X POST "$SERVER/api/batches/$FILE/run" ${bearer("A")}`,
    `SECOND=$(curl -sS -X POST "$SERVER/api/batches/$FILE/validate" ${bearer("B")} | cut -d'"' -f4)\ncurl -sS -X POST "$SERVER/api/batches/$SECOND/run" ${bearer("B")}`,
    `curl -sS "$SERVER/api/batches/$FILE/report.csv" ${bearer("A")}`,
  ];
}

import { expect, test } from "vitest";
import { decodeCbor, encodeCbor } from "../../encoding/cbor.ts";
import { cborToFact } from "../../act/act.ts";
import type { FilingFinding } from "./filing.ts";
import { factsOfFinding, findingOf } from "./kept.ts";

test("a finding is the same after it was kept in an act and in a table", () => {
  const finding: FilingFinding = {
    participant: "SL",
    half: { kind: "HALF", year: 2026, part: 1 },
    rows: [0, 2],
    strength: 2.25,
    cause: "value-slip",
    rule: "unit-value",
    mining: "ASM",
    filed: 1_818_450n,
    usual: 18_150n,
    low: 9_000n,
    high: 36_000n,
    times: 10.02,
    returns: 10,
    perhaps: { carats: 21_512_300n, usd: 3_912_000_000n },
  };
  const inAct = cborToFact(decodeCbor(encodeCbor(factsOfFinding(finding))));
  const inTable = JSON.parse(JSON.stringify(inAct)) as Record<string, unknown>;
  expect(findingOf(inTable)).toEqual(finding);
});

// The published vectors, read as a stranger reads them: from the file alone.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FormatError } from "../encoding/format-error.ts";
import { ballotVectors, faultsOf, fileOf } from "./testing/cases.ts";
import type { BallotVectors } from "./testing/cases.ts";
import { verifyElection } from "./verify.ts";

const vectors = JSON.parse(
  readFileSync(new URL("../../../vectors/ballots.json", import.meta.url), "utf8"),
) as BallotVectors;

test.each(vectors.cases)("$name: holds is $holds", ({ file, holds, faults, totals }) => {
  const election = fileOf(file);
  const verdict = verifyElection(election);
  expect(verdict.holds).toBe(holds);
  expect(faultsOf(election)).toEqual(faults);
  expect(verdict.calls[0]?.totals ?? null).toEqual(totals);
});

test.each(vectors.unreadable)("$name is not read", ({ file }) => {
  expect(() => fileOf(file)).toThrow(FormatError);
});

test("the file is what the program makes", () => {
  expect(vectors).toEqual(ballotVectors());
});

// The mutation run in short; the million is run by hand (docs/guides/measure.md).
import { describe, expect, test } from "vitest";
import { codeMutations, fileMutations, mutateCodes, mutateFiles } from "./mutate.ts";

describe.each([
  ["codes", mutateCodes, 20_000, codeMutations],
  ["files", mutateFiles, 3_000, fileMutations],
] as const)("mutated %s", (_, mutate, count, mutations) => {
  test(`of ${count}, none is accepted and nothing breaks`, { timeout: 120_000 }, () => {
    const { accepted, crashes, byKind } = mutate(count, 20_261_124);
    expect(accepted).toEqual([]);
    expect(crashes).toEqual([]);
    expect(Object.keys(byKind).sort()).toEqual(Object.keys(mutations).sort());
  });
});

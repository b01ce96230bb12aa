// The published vectors of the file form, read as a stranger reads them: from the files alone.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromHex } from "#core/encoding/bytes.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { readTrustList } from "#core/trust/trust-list.ts";
import { fileCaseOf } from "../testing/vector-file.ts";
import type { FileVectors } from "../testing/vector-file.ts";
import { namesShown } from "./claims.ts";
import { verifyFile } from "./verify.ts";

describe.each([
  ["certificate-files-good.json", 20],
  ["certificate-files-bad.json", 120],
] as const)("%s", (name, least) => {
  const vectors = JSON.parse(
    readFileSync(new URL(`../../../../vectors/${name}`, import.meta.url), "utf8"),
  ) as FileVectors;
  const reading = readTrustList(fromHex(vectors.trustList), fromHex(vectors.schemeKey), verifyEs256);
  if (!reading.ok) throw new Error(reading.reason);
  const { list: trust } = reading;

  test(`holds at least ${least} cases, each of its own name`, () => {
    expect(vectors.cases.length).toBeGreaterThanOrEqual(least);
    expect(new Set(vectors.cases.map((item) => item.name)).size).toBe(vectors.cases.length);
  });

  test.each(vectors.cases.map((item) => [item.name, item.rule, item] as const))("%s: %s", (_, __, json) => {
    const item = fileCaseOf(json);
    const result = verifyFile({ ...item, trust, verifyEs256, sha256 });
    const { answer, checks, shown } = result;
    expect({
      answer: answer.state,
      check: answer.check,
      reason: answer.reason,
      fault: checks.find(({ code }) => code === "FORM")?.detail["fault"] ?? null,
      shown: shown === undefined ? null : namesShown(shown),
    }).toEqual(item.expected);
    // What a failed file claims is not handed on.
    if (shown === undefined) {
      expect(result.known).toBeUndefined();
      expect(result.standing).toBeNull();
      expect(JSON.stringify(result)).not.toMatch(/Koidu|Antwerp|Nairobi/);
    }
  });
});

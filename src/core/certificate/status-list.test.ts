import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { parseNumber, numberFormats } from "#core/kp/numbers.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { readQrText } from "./qr-text.ts";
import type { RegisterView } from "./register.ts";
import {
  grouped,
  numberToHash,
  prepareStatusList,
  readStatusList,
  statusesOfCode,
  statusesOfNumber,
} from "./status-list.ts";
import type { StatusList } from "./status-list.ts";
import type { DeskCase } from "./testing/status-list-cases.ts";
import { signedStatusList, statusList, used } from "./testing/status-list-cases.ts";
import { keys, trustList } from "./testing/world.ts";
import { verify } from "./verify.ts";
import type { Evidence } from "./verify.ts";

const vectors = JSON.parse(
  readFileSync(new URL("../../../vectors/status-lists.json", import.meta.url), "utf8"),
) as {
  readonly schemeKey: string;
  readonly lists: readonly {
    readonly name: string;
    readonly bytes: string;
    readonly refusal: string | null;
  }[];
  readonly list: string;
  readonly endedList: string;
  readonly cases: readonly DeskCase[];
};

const read = (bytes: Uint8Array) => readStatusList(bytes, fromHex(vectors.schemeKey), verifyEs256);

function listOf(bytes: Uint8Array): StatusList {
  const reading = read(bytes);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.document;
}

function registerOf(list: StatusList, evidence: Evidence): RegisterView {
  const { issuedAt: asOf, notAfter } = list;
  if ("qrText" in evidence) {
    const reading = readQrText(evidence.qrText);
    return {
      kind: "kept",
      asOf,
      notAfter,
      complete: true,
      statuses: reading.ok ? statusesOfCode(list, reading.claims) : [],
    };
  }
  const parsed = parseNumber(evidence.number, numberFormats);
  if (!parsed.ok) return { kind: "kept", asOf, notAfter, statuses: [] };
  const digest = sha256(numberToHash(parsed.participant, parsed.asPrinted));
  const statuses = statusesOfNumber(list, parsed.participant, parsed.asPrinted, digest);
  return { kind: "kept", asOf, notAfter, statuses };
}

describe("status lists", () => {
  test("are accepted or refused as the vectors say", () => {
    expect(vectors.lists.length).toBeGreaterThanOrEqual(13);
    for (const item of vectors.lists) {
      const reading = read(fromHex(item.bytes));
      expect(reading.ok ? null : reading.reason, item.name).toBe(item.refusal);
    }
  });

  test.each(vectors.cases.map((item) => [item.name, item.rule, item] as const))("%s: %s", (name, _, item) => {
    const list = listOf(fromHex(name.startsWith("list-ended") ? vectors.endedList : vectors.list));
    const { answer, content, warnings } = verify({
      ...item,
      trust: trustList(),
      register: registerOf(list, item.evidence),
      verifyEs256,
    });
    expect({ answer: answer.state, check: answer.check, reason: answer.reason }).toEqual(item.expected);
    if (answer.state !== "offline") expect(content).toBeUndefined();
    if (name === "exported")
      expect(answer.facts).toMatchObject({ stage: "exported", asOf: "2026-11-24T06:00:00.000Z" });
    expect(warnings.map(({ code }) => code)).toEqual(name === "copied" ? ["fake-reported"] : []);
  });

  test("come back as they were written", () => {
    expect(listOf(signedStatusList())).toEqual(statusList);
  });

  test("hold no number in clear, and the number of a used certificate not even as a digest", () => {
    const hex = toHex(signedStatusList());
    for (const number of ["004913", "004914", "SL 004913"])
      expect(hex).not.toContain(toHex(new TextEncoder().encode(number)));
    const digest = toHex(sha256(numberToHash(used.participant, used.number)).slice(0, 8));
    expect(hex).not.toContain(digest);
  });

  test("of the same certificates are the same bytes, in whatever order they are told", () => {
    const one = fc.record({
      publicId: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      said: fc.record({
        state: fc.constantFrom("used" as const, "lost" as const),
        since: fc.constantFrom("2026-11-22", "2026-11-23"),
        by: fc.constantFrom("EU-BE", "SL-KPA"),
      }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { selector: ({ publicId }) => toHex(publicId.slice(0, 8)), maxLength: 30 }),
        (certificates) => {
          const bytes = (told: typeof certificates) =>
            toHex(prepareStatusList({ ...statusList, stopped: grouped(told) }, keys.scheme.keyId).payload);
          expect(bytes(certificates.toReversed())).toBe(bytes(certificates));
        },
      ),
    );
  });

  test("take eight bytes for each used certificate: ten thousand fit in 85 kB", () => {
    const certificates = Array.from({ length: 10_000 }, (_, index) => ({
      publicId: sha256(Uint8Array.of(index >> 8, index & 0xff)).slice(0, 16),
      said: {
        state: "used" as const,
        since: `2026-11-${String((index % 28) + 1).padStart(2, "0")}`,
        by: ["EU-BE", "AE-KPA", "IN-KPA"][index % 3] ?? "",
      },
    }));
    const list = { ...statusList, stopped: grouped(certificates), numbers: [] };
    expect(signedStatusList(list).length).toBeLessThan(85_000);
  });

  test("take eight bytes for each open one: ten thousand fit in 81 kB", () => {
    const certificates = Array.from({ length: 10_000 }, (_, index) => ({
      publicId: sha256(Uint8Array.of(index >> 8, index & 0xff)).slice(0, 16),
      said: { stage: (["sealed", "exported", "presented"] as const)[index % 3] ?? "sealed" },
    }));
    const list = { ...statusList, open: grouped(certificates), stopped: [], numbers: [] };
    expect(signedStatusList(list).length).toBeLessThan(81_000);
  });

  test("random bytes are refused and never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(read(bytes).ok).toBe(false);
      }),
    );
  });
});

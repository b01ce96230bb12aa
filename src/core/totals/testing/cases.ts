// What vectors/totals.json holds: the second generator, certificates with their claims, blindings and commitments, and sums
// that open or do not. Expected answers are written by hand.
import { ristretto255 } from "@noble/curves/ed25519.js";
import { fromHex, toHex } from "../../encoding/bytes.ts";
import { encodeCommitments } from "../acts.ts";
import { encodeBlinding, generatorText, largestAmount, secondGenerator, sumOpenings } from "../commitment.ts";
import type { Opening } from "../commitment.ts";
import { claimOf, commitmentOf, openingsOf, publicIdOf } from "./log.ts";
import type { TestCertificate } from "./log.ts";

export interface TotalsVectors {
  readonly description: string;
  readonly generatorText: string;
  readonly secondGenerator: string;
  readonly certificates: readonly {
    readonly publicId: string;
    readonly claim: string;
    readonly carats: string;
    readonly usd: string;
    readonly blindingCarats: string;
    readonly blindingUsd: string;
    readonly commitmentCarats: string;
    readonly commitmentUsd: string;
  }[];
  /** The public part `items` of an act that commits to all of them. */
  readonly items: string;
  readonly sums: readonly {
    readonly name: string;
    readonly commitments: readonly string[];
    readonly value: string;
    readonly blinding: string;
    readonly opens: boolean;
  }[];
  readonly notElements: readonly string[];
}

const amounts: readonly (readonly [carats: bigint, usd: bigint])[] = [
  [123_450n, 45_678_900n],
  [1n, 1n],
  [5_012n, 0n],
  [largestAmount, largestAmount],
];

export function totalsVectors(): TotalsVectors {
  const certificates = amounts.map(([carats, usd], number): TestCertificate => ({
    id: publicIdOf(number),
    authority: "SL-KPA",
    carats,
    usd,
    issuedAt: "2026-08-12T09:00:00.000Z",
  }));
  const carats = certificates.map((one) => openingsOf(one).carats);
  const points = certificates.map((one) => toHex(commitmentOf(one).points.carats));
  const all = sumOpenings(carats);
  const sum = (name: string, commitments: readonly string[], opening: Opening, opens: boolean) => ({
    name,
    commitments,
    value: String(opening.value),
    blinding: toHex(encodeBlinding(opening.blinding)),
    opens,
  });
  return {
    description:
      "Pedersen commitments on ristretto255 to carats (hundredths) and US dollars (cents), as docs/formats/totals.md says.",
    generatorText,
    secondGenerator: toHex(secondGenerator()),
    certificates: certificates.map((one) => {
      const [openings, { points: point }] = [openingsOf(one), commitmentOf(one)];
      return {
        publicId: one.id,
        claim: toHex(claimOf(one)),
        carats: String(one.carats),
        usd: String(one.usd),
        blindingCarats: toHex(encodeBlinding(openings.carats.blinding)),
        blindingUsd: toHex(encodeBlinding(openings.usd.blinding)),
        commitmentCarats: toHex(point.carats),
        commitmentUsd: toHex(point.usd),
      };
    }),
    items: toHex(encodeCommitments(certificates.map(commitmentOf))),
    sums: [
      sum("all certificates", points, all, true),
      sum("in another order", [...points].reverse(), all, true),
      sum("none", [], { value: 0n, blinding: 0n }, true),
      sum("one left out", points.slice(1), all, false),
      sum("one given twice", [...points, points[0] as string], all, false),
      sum("a hundredth of a carat more", points, { ...all, value: all.value + 1n }, false),
      sum("another blinding", points, { ...all, blinding: all.blinding + 1n }, false),
      sum("a value below nothing", points, { ...all, value: -1n }, false),
      sum("the order of the group added to the value", points, { ...all, value: all.value + order }, false),
      sum("a commitment that is no element", [...points, "ff".repeat(32)], all, false),
    ],
    notElements: [
      "ff".repeat(32),
      // An odd field element: the negative of one that is an element.
      "01" + "00".repeat(31),
      // The field's own order: a second spelling of nothing.
      "ed" + "ff".repeat(30) + "7f",
      toHex(fromHex("00".repeat(31) + "80")),
    ],
  };
}

const order = ristretto255.Point.Fn.ORDER;

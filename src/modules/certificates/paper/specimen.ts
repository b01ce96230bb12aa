// A specimen of a Participant's layout: invented parties, no code, SPECIMEN across it. Made once in the program's life
// and kept, as PDF and as a small picture, so that officers elsewhere learn what a certificate looks like.
import { unlistedOriginMark } from "#core/certificate/content.ts";
import type { CertificateContent } from "#core/certificate/content.ts";
import { nationalRules, ruleFor } from "#core/kp/rules.ts";
import { drawPage } from "#platform/files/draw-page.ts";
import { layoutOf } from "./layouts.ts";
import { renderPaper } from "./render.ts";

export interface Specimen {
  readonly pdf: Uint8Array;
  readonly picture: Uint8Array;
}

const pictureWidth = 320;
const kept = new Map<string, Promise<Specimen>>();
let turn: Promise<unknown> = Promise.resolve();

/** Of a Participant that the caller knows: `code` is not checked here. */
export function specimenOf(code: string): Promise<Specimen> {
  let specimen = kept.get(code);
  if (specimen === undefined) {
    // One after the other: a page of sixty pictures must not stop the desk.
    specimen = turn.then(() => makeSpecimen(code));
    turn = specimen.catch(() => kept.delete(code));
    kept.set(code, specimen);
  }
  return specimen;
}

async function makeSpecimen(code: string): Promise<Specimen> {
  const content = specimenContent(code);
  const pdf = await renderPaper({
    content,
    qrText: null,
    scheme: {
      authorityName: { en: "Specimen Authority" },
      verifyAddress: "example.org/verify",
      unlistedOrigin: unlistedOriginMark(ruleFor(nationalRules, code, content.issuedOn)),
    },
    layout: layoutOf(code),
    mode: "specimen",
    generatedAt: "2026-01-15T00:00:00Z",
  });
  return { pdf, picture: await drawPage(pdf, pictureWidth) };
}

function specimenContent(code: string): CertificateContent {
  // The European Union is no country of origin of its own; Belgium stands for it.
  const country = code === "EU" ? "BE" : code;
  const destination = country === "AE" ? "IN" : "AE";
  return {
    participant: code,
    number: `${code} 000000`,
    authority: `${code}-XXX`,
    publicId: new Uint8Array(16),
    origin: code === "EU" ? { kind: "MIXED", listed: [] } : { kind: "SINGLE", country },
    issuedOn: "2026-01-15",
    expiresOn: "2026-03-15",
    exporter: { name: "Specimen Exporter Ltd", address: "1 Example Street", country },
    importer: { name: "Specimen Importer Ltd", address: "2 Sample Avenue", country: destination },
    parcels: 1,
    lines: [
      { code: "7102.21", carats: 12_345n, usd: 1_234_500n },
      { code: "7102.31", carats: 6_789n, usd: 6_789_000n },
    ],
    containers: [{ seal: "SPECIMEN-1" }],
    validatedOn: null,
  };
}

// The demonstration's chain of re-exports: stones of Sierra Leone and Botswana come to Antwerp, leave for Surat as one
// re-export of a single origin and one mixed parcel, with a loss recorded between; and the two short papers.
import type { Actor, Ctx } from "#modules/record/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { issueDocument, stepDocument } from "../commands/short-document.ts";
import { issue } from "../commands/issue.ts";
import { recordLoss } from "../commands/record-loss.ts";
import type { GoodsInput } from "../content.ts";
import * as store from "./store.ts";

/** `actorAt` gives the demonstration's person of an authority and role. */
export async function seedOrigins(
  base: Omit<Ctx, "actor">,
  actorAt: (organisation: string, role: string) => Promise<Actor>,
): Promise<void> {
  const as = async (organisation: string, role: string): Promise<Ctx> => ({
    ...base,
    actor: await actorAt(organisation, role),
  });
  const antwerp = await as("EU-BE", "issuing-officer");
  const [office] = await officesOf(antwerp, "EU-BE");
  const [first] = await store.listImports({ db: base.database.kysely }, { destination: "EU" });
  if (office === undefined || first === undefined) return;
  const source = first.public_id.toString("hex");
  await recordLoss(await as("EU-BE", "importing-officer"), {
    source,
    loss: { code: "7102.31", carats: "4.55", kind: "BOILING", reason: "Acid cleaning, weighing slip 118" },
  });
  await issue(antwerp, {
    office: office.code,
    goods: goods(first.content.origin, "480.00", "150300.00"),
    sourcing: {
      mined: "ELSEWHERE",
      sources: [{ certificate: source, draws: [{ code: "7102.31", carats: "480.00" }], losses: [] }],
    },
  });
  // Laos publishes no register here: its certificate is known by its paper alone, and did not list its origins.
  await issue(antwerp, {
    office: office.code,
    goods: goods({ kind: "MIXED", listed: [] }, "320.00", "70400.00"),
    sourcing: {
      mined: "ELSEWHERE",
      sources: [
        { certificate: source, draws: [{ code: "7102.31", carats: "200.00" }], losses: [] },
        {
          paper: {
            participant: "LA",
            number: "LA 000417",
            issuedOn: day(base, 50),
            receivedOn: day(base, 30),
            origin: { kind: "MIXED", listed: [] },
            lines: [{ code: "7102.31", carats: "260.00" }],
          },
          draws: [{ code: "7102.31", carats: "120.00" }],
          losses: [],
        },
      ],
    },
  });
  await issueDocument(antwerp, {
    kind: "TECHNICAL",
    purpose: "SCIENTIFIC_RESEARCH",
    goods: "Twelve rough stones in one sealed box, for isotope analysis; to come back",
    carats: 1_180n,
    receiver: "ZA-KPA",
    recipient: "Sample University, Laboratory of Mineralogy, Johannesburg",
  });
  const letter = await issueDocument(await as("BW-KPA", "issuing-officer"), {
    kind: "COMFORT",
    purpose: "ROCK_SAMPLES",
    goods: "Six drums of kimberlite drill core, 480 kg, sealed",
    receiver: "ZA-KPA",
    recipient: "Sample Assay Laboratory (Pty) Ltd, Johannesburg",
  });
  await stepDocument(await as("ZA-KPA", "importing-officer"), letter.id, "used");
}

function goods(origin: GoodsInput["origin"], carats: string, usd: string): GoodsInput {
  return {
    origin,
    exporter: { name: "Antwerp Demo Rough BV", address: "1 Sample Street, Belgium", country: "BE" },
    importer: { name: "Surat Demo Gems Pvt Ltd", address: "2 Example Avenue, India", country: "IN" },
    parcels: 1,
    lines: [{ code: "7102.31", carats, usd }],
    containers: [],
  };
}

function day(base: Pick<Ctx, "clock">, ago: number): string {
  return new Date(base.clock() - ago * 86_400_000).toISOString().slice(0, 10);
}

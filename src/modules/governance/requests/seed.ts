// The demonstration's requests: invented, on neutral matters, by invented delegates with the commands that delegates use; and
// a roster of invented experts, filled before anybody asks.
import type { Actor, Ctx } from "#modules/record/index.ts";
import { speakersOf } from "../seats/speakers.ts";
import { answerRequest } from "./commands/answer.ts";
import { openRequest } from "./commands/open.ts";
import { listExpert } from "./commands/roster.ts";
import { supportRequest } from "./commands/support.ts";

const day = 86_400_000;
const language = "en" as const;

const experts = [
  { seat: "DEMO-TRADE", name: "Ada Sample", country: "NO", fields: "Valuation of rough diamonds" },
  { seat: "DEMO-JEWEL", name: "Bela Example", country: "HU", fields: "Trade statistics" },
  { seat: "DEMO-RIVER", name: "Chidi Muster", country: "NG", fields: "Artisanal mining, geology" },
  { seat: "DEMO-LEGAL", name: "Dana Prueba", country: "CL", fields: "Law of evidence" },
  { seat: "WDC", name: "Eero Malli", country: "FI", fields: "Customs procedure" },
];

export async function seedDemonstrationRequests(base: Omit<Ctx, "actor">, office: Actor): Promise<void> {
  const speakers = await speakersOf({ ...base, actor: office });
  const as = (seat: string, days: number): Ctx => {
    const actor = speakers.get(seat);
    if (actor === undefined) throw new Error(`the demonstration has no delegate of ${seat}`);
    return { ...base, clock: () => base.clock() - days * day, actor };
  };
  for (const { seat, ...expert } of experts) await listExpert(as(seat, 80), expert);
  const guide = await openRequest(as("DEMO-RIVER", 30), {
    kind: "INFORMATION",
    about: "BW",
    questions: ["In which languages can exporters read the guide to applications? (Invented.)"],
    language,
  });
  await answerRequest(as("BW", 26), guide.id, {
    answers: ["In English; a second language is being prepared. (Invented.)"],
    language,
  });
  await openRequest(as("DEMO-TRADE", 6), {
    kind: "INFORMATION",
    about: "NA",
    questions: ["At what hours does the office take parcels on the last day of a month? (Invented.)"],
    language,
  });
  const survey = await openRequest(as("DEMO-LEGAL", 12), {
    kind: "STOCK_TAKE",
    about: null,
    questions: [
      "Should the calendar of review visits be public from January? (Invented.)",
      "Should reports be published in two languages on the same day? (Invented.)",
    ],
    language,
  });
  await supportRequest(as("DEMO-JEWEL", 11), survey.id);
}

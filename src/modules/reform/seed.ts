// The demonstration's demands and commitments: invented, on small and neutral matters, made by invented delegates with the
// commands that delegates use. The real history needs no seed; it is data with sources.
import { speakersOf } from "#modules/governance/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { answerDemand } from "./commands/answer.ts";
import { makeCommitment } from "./commands/commit.ts";
import { raiseDemand } from "./commands/raise.ts";
import { repeatDemand } from "./commands/repeat.ts";

const day = 86_400_000;
const language = "en" as const;

export async function seedDemonstrationReform(base: Omit<Ctx, "actor">, office: Actor): Promise<void> {
  const speakers = await speakersOf({ ...base, actor: office });
  const as = (actor: Actor | undefined, days: number): Ctx => {
    if (actor === undefined) throw new Error("the demonstration lacks a delegate");
    return { ...base, clock: () => base.clock() - days * day, actor };
  };
  const calendar = await raiseDemand(as(speakers.get("DEMO-RIVER"), 75), {
    title: "Publish the calendar of review visits each January",
    text: "Communities near mines should know a month before when a review team comes. (Invented for the demonstration.)",
    history: null,
    language,
  });
  const glossary = await raiseDemand(as(speakers.get("DEMO-TRADE"), 40), {
    title: "One glossary of parcel descriptions for all offices",
    text: "The same parcel is described in different words at each desk; one list would save time. (Invented for the demonstration.)",
    history: null,
    language,
  });
  await answerDemand(as(office, 30), glossary.id, {
    outcome: "NOTED",
    text: "A draft list is being collected. (Invented.)",
    language,
  });
  await makeCommitment(as(speakers.get("DEMO-JEWEL"), 25), {
    text: "Send the glossary used by its members to the Secretariat. (Invented.)",
    due: new Date(base.clock() + 60 * day).toISOString().slice(0, 10),
    language,
  });
  await repeatDemand(as(speakers.get("DEMO-LEGAL"), 20), calendar.id, {
    occasion: "Repeated at the demonstration’s meeting of observers. (Invented.)",
    language,
  });
}

// The demonstration's demands and commitments: invented, on small and neutral matters, made by invented delegates.
// The real history needs no seed; it is data with sources.
import { peopleInRole } from "#modules/identity/index.ts";
import { inTransaction, recordAll } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { commitmentMade, demandAnswered, demandRaised, demandRepeated } from "./acts.ts";

const day = 86_400_000;

export async function seedDemonstrationReform(base: Omit<Ctx, "actor">, office: Actor): Promise<void> {
  const at = (days: number): Ctx => ({ ...base, clock: () => base.clock() - days * day, actor: office });
  const people = await peopleInRole(at(0), "delegate");
  const seats = await inTransaction(at(0), seatsNow);
  const speaker = (seat: string): Actor | undefined => {
    const organisation = seats.find(({ code }) => code === seat)?.organisation;
    const found = people.find((one) => one.organisation === organisation);
    return found === undefined
      ? undefined
      : {
          kind: "person",
          id: found.person,
          name: found.name,
          organisation: found.organisation,
          roles: ["delegate"],
        };
  };
  const demands = [
    {
      seat: "DEMO-RIVER",
      days: 75,
      title: "Publish the calendar of review visits each January",
      text: "Communities near mines should know a month before when a review team comes. (Invented for the demonstration.)",
    },
    {
      seat: "DEMO-TRADE",
      days: 40,
      title: "One glossary of parcel descriptions for all offices",
      text: "The same parcel is described in different words at each desk; one list would save time. (Invented for the demonstration.)",
    },
  ].flatMap((demand) => {
    const actor = speaker(demand.seat);
    return actor === undefined ? [] : [{ ...demand, actor }];
  });
  const ids: string[] = [];
  for (const { seat, days, title, text, actor } of demands)
    await inTransaction(at(days), async (tx) => {
      const id = tx.newId();
      ids.push(id);
      await recordAll(tx, demandRaised, [
        {
          subject: `demand:${id}`,
          previous: null,
          actor,
          public: { by: seat, title, text, history: null, language: "en" },
          private: {},
        },
      ]);
    });
  const [calendar, glossary] = ids;
  const legal = speaker("DEMO-LEGAL");
  if (calendar !== undefined && legal !== undefined)
    await inTransaction(at(20), (tx) =>
      recordAll(tx, demandRepeated, [
        {
          subject: `demand:${calendar}`,
          actor: legal,
          public: {
            by: "DEMO-LEGAL",
            occasion: "Repeated at the demonstration’s meeting of observers. (Invented.)",
            language: "en",
          },
          private: {},
        },
      ]),
    );
  if (glossary !== undefined)
    await inTransaction(at(30), (tx) =>
      recordAll(tx, demandAnswered, [
        {
          subject: `demand:${glossary}`,
          public: {
            by: null,
            office: "secretariat",
            outcome: "NOTED",
            text: "A draft list is being collected. (Invented.)",
            language: "en",
          },
          private: {},
        },
      ]),
    );
  const trade = speaker("DEMO-JEWEL");
  if (trade !== undefined)
    await inTransaction(at(25), (tx) =>
      recordAll(tx, commitmentMade, [
        {
          subject: `commitment:${tx.newId()}`,
          previous: null,
          actor: trade,
          public: {
            by: "DEMO-JEWEL",
            text: "Send the glossary used by its members to the Secretariat. (Invented.)",
            due: new Date(base.clock() + 60 * day).toISOString().slice(0, 10),
            language: "en",
          },
          private: {},
        },
      ]),
    );
}

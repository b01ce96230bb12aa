// The demonstration's meetings: a past intersessional that was closed on the record and a coming plenary, both invented and
// saying so. Statements are those of invented organisations. Recorded after the program listens, by the same commands.
import { findFounding, inTransaction, within } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { peopleInRole } from "#modules/identity/index.ts";
import { addDays } from "#core/kp/dates.ts";
import { instantAt } from "#core/meetings/host-time.ts";
import { addPoint } from "./commands/agenda.ts";
import { inviteSeats, presentCredentials, recordAttendance } from "./commands/attend.ts";
import { closeMeeting } from "./commands/close.ts";
import { conveneMeeting } from "./commands/convene.ts";
import { publishDocument } from "./commands/documents.ts";
import { giveFloor, yieldFloor } from "./commands/floor.ts";
import { beginSession, endSession, planSession } from "./commands/sessions.ts";
import { answerStatement, makeStatement, offerSlot } from "./commands/statements.ts";
import type { StatementInput } from "./inputs.ts";
import * as store from "./store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

const day = 86_400_000;
const minute = 60_000;
const zone = "Africa/Gaborone";

const invented = {
  en: "Demonstration: this meeting, and everything said in it, is invented",
  fr: "Démonstration : cette réunion, et tout ce qui s’y dit, est inventé",
};

const points = [
  { en: "Opening and programme", fr: "Ouverture et programme" },
  {
    en: "Sample guideline on scales (invented)",
    fr: "Exemple de ligne directrice sur les balances (inventé)",
  },
  { en: "Dates of the next meetings (invented)", fr: "Dates des prochaines réunions (inventé)" },
];

const statement = (
  title: string,
  en: string,
  fr: string,
  more: Partial<StatementInput> = {},
): StatementInput => ({
  title,
  texts: [
    { language: "en", text: `Demonstration sample. ${en}` },
    { language: "fr", text: `Exemple de démonstration. ${fr}` },
  ],
  asksAnswer: false,
  ...more,
});

/** Nothing in a real scheme, and nothing once there is a meeting. */
export async function seedDemonstrationMeetings(base: Base): Promise<void> {
  const reader = { db: base.database.kysely };
  const founding = await findFounding(reader);
  if (founding?.demonstration !== true || (await store.listMeetings(reader)).length > 0) return;
  const people = await peopleInRole(base, "delegate");
  const secretariat: Actor = {
    kind: "system",
    id: "demonstration",
    name: "Demonstration",
    organisation: founding.founder,
    roles: ["secretariat"],
  };
  await inTransaction({ ...base, actor: secretariat }, async (tx) => {
    const inside = within(tx);
    const at = (millis: number, seat?: string): Ctx => ({
      ...inside,
      clock: () => millis,
      actor: seat === undefined ? secretariat : delegateOf(people, seat),
    });
    await pastIntersessional(at, base.clock());
    await comingPlenary(at, base.clock());
  });
}

type At = (millis: number, seat?: string) => Ctx;

async function pastIntersessional(at: At, now: number): Promise<void> {
  const from = dayOf(now - 60 * day);
  const convened = now - 90 * day;
  const { id } = await conveneMeeting(at(convened), {
    kind: "INTERSESSIONAL",
    year: Number(from.slice(0, 4)),
    number: 1,
    place: "Gaborone",
    country: "BW",
    zone,
    from,
    to: addDays(from, 1),
    format: "HYBRID",
    theme: invented,
  });
  await inviteSeats(at(convened + minute), id, { seats: [] });
  const entries: string[] = [];
  for (const title of points) entries.push((await addPoint(at(convened + 2 * minute), id, { title })).entry);
  for (const [place, date] of [from, addDays(from, 1)].entries())
    await planSession(at(convened + 3 * minute), id, {
      session: place + 1,
      date,
      opens: "09:30",
      ends: "12:30",
    });

  const first = millisAt(from, "09:34");
  await presentCredentials(at(first - 60 * minute, "DEMO-TRADE"), id, { names: ["Sample Delegate"] });
  await presentCredentials(at(first - 50 * minute, "DEMO-RIVER"), id, { names: ["Sample Delegate"] });
  await beginSession(at(first), id, { session: 1 });
  await recordAttendance(at(first + minute), id, {
    seats: ["BW", "SL", "CA", "NA", "DEMO-TRADE", "DEMO-RIVER"],
    state: "PRESENT",
  });
  await recordAttendance(at(first + 2 * minute), id, { seats: ["AU", "GB", "DEMO-LEGAL"], state: "REMOTE" });
  const [opening = "", scales = "", dates = ""] = entries;
  const speak = async (from: number, entry: string, turns: readonly (readonly [string, number])[]) => {
    let millis = from;
    for (const [seat, minutes] of turns) {
      await giveFloor(at(millis), id, { seat, entry });
      millis += minutes * minute;
    }
    await yieldFloor(at(millis), id);
  };
  await speak(first + 5 * minute, opening, [
    ["BW", 9],
    ["DEMO-TRADE", 6],
    ["DEMO-RIVER", 7],
  ]);
  await makeStatement(
    at(first + 12 * minute, "DEMO-TRADE"),
    id,
    statement("Opening statement", "We thank the host.", "Nous remercions l’hôte.", { moment: "OPENING" }),
  );
  await makeStatement(
    at(first + 20 * minute, "DEMO-RIVER"),
    id,
    statement(
      "Opening statement",
      "We ask when the sample guideline is tried in the field.",
      "Nous demandons quand l’exemple de ligne directrice sera essayé sur le terrain.",
      { moment: "OPENING", asksAnswer: true, entry: scales },
    ),
  );
  await speak(first + 30 * minute, scales, [
    ["SL", 12],
    ["DEMO-RIVER", 8],
    ["CA", 5],
  ]);
  // It runs over its time, as real ones do: that is shown, and nothing is decided by it.
  await endSession(at(millisAt(from, "13:10")), id, { session: 1 });

  const second = millisAt(addDays(from, 1), "09:30");
  await beginSession(at(second), id, { session: 2 });
  await speak(second + 4 * minute, dates, [
    ["NA", 5],
    ["DEMO-LEGAL", 4],
  ]);
  for (const moment of ["OPENING", "CLOSING"] as const)
    await offerSlot(at(second + 20 * minute), id, { pillar: "O", moment });
  await makeStatement(
    at(second + 30 * minute, "DEMO-TRADE"),
    id,
    statement("Closing statement", "We look forward to the trial.", "Nous attendons l’essai.", {
      moment: "CLOSING",
    }),
  );
  const { statement: asked } = await makeStatement(
    at(second + 34 * minute, "DEMO-LEGAL"),
    id,
    statement("Closing statement", "Who pays for the scales?", "Qui paie les balances ?", {
      moment: "CLOSING",
      asksAnswer: true,
    }),
  );
  await endSession(at(second + 100 * minute), id, { session: 2 });
  await answerStatement(at(second + 6 * day), id, {
    statement: asked,
    texts: [
      { language: "en", text: "Demonstration sample. Each authority pays for its own." },
      { language: "fr", text: "Exemple de démonstration. Chaque autorité paie les siennes." },
    ],
  });
  await closeMeeting(at(second + 8 * day), id);
}

async function comingPlenary(at: At, now: number): Promise<void> {
  const from = dayOf(now + 24 * day);
  const convened = now - 12 * day;
  const { id } = await conveneMeeting(at(convened), {
    kind: "PLENARY",
    year: Number(from.slice(0, 4)),
    number: 1,
    place: "Gaborone",
    country: "BW",
    zone,
    from,
    to: addDays(from, 3),
    format: "HYBRID",
    theme: invented,
  });
  await inviteSeats(at(convened + minute), id, { seats: [] });
  const [first] = points;
  if (first !== undefined) await addPoint(at(convened + 2 * minute), id, { title: first });
  for (const [place, date] of [from, addDays(from, 1)].entries())
    await planSession(at(convened + 3 * minute), id, {
      session: place + 1,
      date,
      opens: "09:30",
      ends: "17:00",
    });
  await publishDocument(at(convened + 4 * minute), id, {
    title: { en: "Provisional programme (sample)", fr: "Programme provisoire (exemple)" },
    access: "PUBLIC",
    texts: [
      {
        language: "en",
        text: "# Provisional programme (sample)\n\n[1] ## First day\n\n[1.a] The meeting opens at half past nine.\n\n[2] ## Second day\n\n[2.a] Items are taken in the order of the agenda.",
      },
      {
        language: "fr",
        text: "# Programme provisoire (exemple)\n\n[1] ## Premier jour\n\n[1.a] La réunion s’ouvre à neuf heures et demie.\n\n[2] ## Deuxième jour\n\n[2.a] Les points sont pris dans l’ordre du jour.",
      },
    ],
  });
}

const dayOf = (millis: number): string => new Date(millis).toISOString().slice(0, 10);

function millisAt(date: string, time: string): number {
  return Date.parse(instantAt(zone, { date, time }) ?? `${date}T${time}:00Z`);
}

function delegateOf(people: Awaited<ReturnType<typeof peopleInRole>>, seat: string): Actor {
  const somebody = people.find(({ organisation }) => organisation === seat);
  if (somebody === undefined) throw new Error(`the demonstration has no delegate of ${seat}`);
  const { person, organisation, name } = somebody;
  return { kind: "person", id: person, name, organisation, roles: ["delegate"] };
}

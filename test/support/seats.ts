// Seats of three pillars with a delegate each, for tests of what they do together.
import { accreditDelegate, accreditSeat } from "#modules/governance/index.ts";
import { invitePerson } from "#modules/identity/index.ts";
import { designateAuthority, seedParticipants } from "#modules/scheme/index.ts";
import type { Ctx } from "#platform/work/context.ts";
import type { TestScheme } from "./scheme.ts";

/** Code of the seat → its delegate. Sierra Leone for the governments, three of industry, three of civil society. */
export async function seatsOfThreePillars(scheme: TestScheme): Promise<ReadonlyMap<string, Ctx["actor"]>> {
  await seedParticipants(scheme.ctx());
  const seats = [
    ["WDC", "I"],
    ["TRADERS", "I"],
    ["JEWELLERS", "I"],
    ["CSC", "C"],
    ["RIVER", "C"],
    ["LEGAL", "C"],
  ] as const;
  await designateAuthority(scheme.ctx(), {
    code: "SL-KPA",
    participant: "SL",
    names: { en: "Sierra Leone" },
    roles: ["EXPORT"],
    contact: "office@example.org",
    register: "published",
    from: "2026-01-01",
  });
  for (const [seat, pillar] of seats)
    await accreditSeat(scheme.ctx(), {
      seat,
      pillar,
      names: { en: seat },
      from: "2026-01-01",
      basis: "test",
    });
  const people = new Map<string, Ctx["actor"]>();
  for (const [seat, organisation] of [...seats.map(([code]) => [code, code]), ["SL", "SL-KPA"]] as const) {
    const administrator = scheme.ctx({
      id: "00000000-0000-7000-8000-0000000000aa",
      organisation,
      roles: ["authority-administrator"],
    });
    const name = `Delegate of ${seat}`;
    const { person } = await invitePerson(administrator, {
      name,
      email: null,
      locale: "en",
      organisation,
      roles: ["delegate"],
      companyName: null,
    });
    await accreditDelegate(administrator, { person });
    people.set(seat, { kind: "person", id: person, name, organisation, roles: ["delegate"] });
  }
  return people;
}

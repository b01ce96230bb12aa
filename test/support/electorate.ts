// Seats of a test scheme that can vote, stand and hold a key: governments with their only authority, industry and civil society,
// each with one accredited delegate.
import { accreditDelegate, accreditSeat } from "#modules/governance/index.ts";
import { invitePerson } from "#modules/identity/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { designateAuthority, seedParticipants } from "#modules/scheme/index.ts";
import type { TestScheme } from "./scheme.ts";

export interface Electorate {
  /** As the delegate of this seat. */
  as(seat: string): Ctx;
  actor(seat: string): Actor;
}

export async function electorate(
  scheme: TestScheme,
  governments: readonly string[],
  organisations: readonly (readonly [seat: string, pillar: string])[] = [
    ["WDC", "I"],
    ["CSC", "C"],
  ],
): Promise<Electorate> {
  await seedParticipants(scheme.ctx());
  for (const code of governments)
    await designateAuthority(scheme.ctx(), {
      code: `${code}-KPA`,
      participant: code,
      names: { en: code },
      roles: ["EXPORT"],
      contact: "office@example.org",
      register: "published",
      from: "2026-01-01",
    });
  for (const [seat, pillar] of organisations)
    await accreditSeat(scheme.ctx(), {
      seat,
      pillar,
      names: { en: seat },
      from: "2026-01-01",
      basis: "Core Document VI 10",
    });
  const actors = new Map<string, Actor>();
  const seats = [
    ...governments.map((code) => [code, `${code}-KPA`] as const),
    ...organisations.map(([seat]) => [seat, seat] as const),
  ];
  for (const [seat, organisation] of seats) {
    const administrator: Partial<Actor> = {
      id: "00000000-0000-7000-8000-0000000000aa",
      name: "Administrator",
      organisation,
      roles: ["authority-administrator"],
    };
    const name = `Delegate of ${seat}`;
    const { person } = await invitePerson(scheme.ctx(administrator), {
      name,
      email: null,
      locale: "en",
      organisation,
      roles: ["delegate"],
      companyName: null,
    });
    await accreditDelegate(scheme.ctx(administrator), { person });
    actors.set(seat, { kind: "person", id: person, name, organisation, roles: ["delegate"] });
  }
  const actor = (seat: string): Actor => {
    const found = actors.get(seat);
    if (found === undefined) throw new Error(`nobody speaks for ${seat}`);
    return found;
  };
  return { actor, as: (seat) => scheme.ctx(actor(seat)) };
}

// The demonstration scheme that an empty data folder becomes: the real Participants with their dated statuses, invented
// authorities and people, and certificates in every state. Everything in it is recorded as in a real scheme.
import { found } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { seedDemonstrationAlerts } from "#modules/alerts/index.ts";
import { seedDemonstrationCertificates } from "#modules/certificates/index.ts";
import {
  demonstrationOrganisations,
  seedDemonstrationDelegates,
  seedDemonstrationRequests,
  seedDemonstrationSeats,
} from "#modules/governance/index.ts";
import { seedDemonstrationPeople } from "#modules/identity/index.ts";
import { seedDemonstrationReform } from "#modules/reform/index.ts";
import { publishTrustList, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";

/** The organisation that founds a record and looks after the scheme. */
export const secretariatCode = "KPCS";

export const systemActor: Actor = {
  kind: "system",
  id: "installation",
  name: "Installation",
  organisation: secretariatCode,
  roles: ["secretariat"],
};

const day = 86_400_000;

export async function seedDemonstration(base: Omit<Ctx, "actor">): Promise<void> {
  const now: Ctx = { ...base, actor: systemActor };
  // The scheme stands for some weeks before its oldest certificate, which is of the quarter before this one.
  const earlier: Ctx = { ...now, clock: () => base.clock() - 120 * day };
  await found(earlier, {
    origin: "demonstration.kimberlite.example/log",
    scheme: "Demonstration scheme",
    demonstration: true,
  });
  await seedParticipants(earlier);
  const authorities = await seedDemonstrationAuthorities(earlier, yearOf(base.clock() - 60 * day));
  await seedDemonstrationSeats(earlier);
  await seedDemonstrationPeople(earlier, demonstrationOrganisations(authorities));
  await seedDemonstrationDelegates(earlier);
  await publishTrustList(now);
  await seedDemonstrationCertificates(base);
  await seedDemonstrationAlerts(base);
  await seedDemonstrationRequests(base, systemActor);
  await seedDemonstrationReform(base, systemActor);
}

function yearOf(millis: number): number {
  return new Date(millis).getUTCFullYear();
}

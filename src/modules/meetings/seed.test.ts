// The demonstration's meetings, as a demonstration gets them; small enough not to be noticed at a start.
import { afterAll, beforeAll, expect, test } from "vitest";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { identityModule, seedDemonstrationPeople } from "#modules/identity/index.ts";
import {
  demonstrationOrganisations,
  governanceModule,
  seedDemonstrationDelegates,
  seedDemonstrationItems,
  seedDemonstrationSeats,
} from "#modules/governance/index.ts";
import { audit, recordActKinds } from "#modules/record/index.ts";
import { schemeActKinds, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { meetingActKinds } from "./acts.ts";
import { listWhatIsDue } from "./background.ts";
import { getMeeting } from "./queries.ts";
import { seedDemonstrationMeetings } from "./seed.ts";
import * as store from "./store.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
  const authorities = await seedDemonstrationAuthoritiesOf();
  await seedDemonstrationSeats(scheme.ctx());
  await seedDemonstrationPeople(scheme.ctx(), demonstrationOrganisations(authorities));
  await seedDemonstrationDelegates(scheme.ctx());
  scheme.now += 120 * 86_400_000;
}, 60_000);
afterAll(() => scheme.close());

async function seedDemonstrationAuthoritiesOf(): Promise<readonly string[]> {
  await seedParticipants(scheme.ctx());
  return seedDemonstrationAuthorities(scheme.ctx());
}

test("there is a meeting that was closed on the record, and one to come, on whose agenda the open items stand", async () => {
  const began = performance.now();
  await seedDemonstrationMeetings(scheme.ctx());
  const millis = performance.now() - began;
  await seedDemonstrationMeetings(scheme.ctx());
  const rows = await store.listMeetings({ db: scheme.database.kysely });
  expect(rows.map(({ kind, closedAt }) => [kind, closedAt !== null])).toEqual([
    ["PLENARY", false],
    ["INTERSESSIONAL", true],
  ]);
  await seedDemonstrationItems(scheme.ctx());
  const listed = await listWhatIsDue(scheme.ctx());
  expect(listed).toBeGreaterThan(0);
  expect(await listWhatIsDue(scheme.ctx())).toBe(0);
  const plenary = await getMeeting(scheme.ctx(), rows[0]!.id);
  expect(plenary.state.agenda.filter(({ item }) => item !== null)).toHaveLength(listed);
  expect(plenary.state.invited.size).toBe(plenary.seats.length);
  await scheme.sequence();
  const kinds = [
    ...recordActKinds,
    ...schemeActKinds,
    ...identityModule.actKinds,
    ...governanceModule.actKinds,
    ...meetingActKinds,
  ];
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  expect(millis).toBeLessThan(5_000);
  process.stdout.write(`seed of meetings: ${Math.round(millis)} ms\n`);
}, 60_000);

// The demonstration's items stand in different stages, say that they are invented, and rebuild to the same rows.
import { afterAll, beforeAll, expect, test } from "vitest";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { identityModule, seedDemonstrationPeople } from "#modules/identity/index.ts";
import { audit, recordActKinds } from "#modules/record/index.ts";
import { schemeActKinds, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { passDueDeadlines } from "../background.ts";
import {
  demonstrationOrganisations,
  governanceModule,
  seedDemonstrationDelegates,
  seedDemonstrationSeats,
} from "../index.ts";
import { boardOf, registerOf } from "./queries.ts";
import { seedDemonstrationItems } from "./seed.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
  // By night at the host's, where calls close in the morning after.
  scheme.now = Date.parse("2026-11-28T00:33:00Z");
  const start = scheme.now;
  const earlier: Ctx = { ...scheme.ctx(), clock: () => start - 120 * 86_400_000 };
  await seedParticipants(earlier);
  const authorities = await seedDemonstrationAuthorities(earlier);
  await seedDemonstrationSeats(earlier);
  await seedDemonstrationPeople(earlier, demonstrationOrganisations(authorities));
  await seedDemonstrationDelegates(earlier);
  await seedDemonstrationItems(scheme.ctx());
}, 60_000);
afterAll(() => scheme.close());

test("there is one in each stage that a visitor should see", async () => {
  const cards = await boardOf(scheme.ctx());
  const stages = cards.map(({ title, stage, outcome }) => `${title["en"]}: ${outcome ?? stage}`);
  expect(stages.sort()).toEqual([
    "A common cover sheet for annual reports: NOT_ADOPTED",
    "A glossary of terms for working papers: FACILITATION",
    "Dates of the demonstration’s next working session: ADOPTED_CONSENSUS",
    "How meeting documents reach small delegations in time: DISCUSSION",
    "Order of business of the next sample session: DRAFT",
    "Remote attendance of small delegations: RECORDED",
    "Technical guideline on weighing rough parcels: CALL",
  ]);
  const call = cards.find(({ stage }) => stage === "CALL")!;
  expect(call.objecting.map(({ seat, code }) => `${seat} ${code}`)).toEqual(["BR O", "US U"]);
  expect(
    (await registerOf(scheme.ctx())).find(({ outcome }) => outcome === "ADOPTED_CONSENSUS")?.text,
  ).toHaveLength(2);
});

test("the clock goes on with them, and a rebuild makes the same rows", async () => {
  scheme.now += 40 * 86_400_000;
  const { actor: _actor, ...base } = scheme.ctx();
  expect(await passDueDeadlines(base)).toBeGreaterThan(1);
  expect(await passDueDeadlines(base)).toBe(0);
  const kinds = [
    ...recordActKinds,
    ...schemeActKinds,
    ...identityModule.actKinds,
    ...governanceModule.actKinds,
  ];
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
});

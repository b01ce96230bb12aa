// A scheme with sixty governments, the Observers and four more organisations, each with a delegate, for tests of decisions.
import { sha256 } from "#platform/keys/random.ts";
import { addOrganisationKey, inTransaction, recordAll } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { seedParticipants } from "#modules/scheme/index.ts";
import {
  seatsNow,
  seedDemonstrationSeats,
  setBodyRules,
  delegateAccredited,
  seatEntrusted,
} from "#modules/governance/index.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { testScheme } from "./scheme.ts";
import type { TestScheme } from "./scheme.ts";

export interface Assembly {
  readonly scheme: TestScheme;
  /** The delegate of a seat, now. */
  as(seat: string): Ctx;
  administrator(seat: string): Ctx;
  readonly chair: () => Ctx;
  readonly secretariat: () => Ctx;
  /** Codes of the seats of a pillar. */
  of(pillar: string): readonly string[];
  /** Moves the clock. */
  pass(days: number): void;
}

/** A body that decides by genuine consensus, beside the plenary under the rule of 2003. */
export const trialBody = "TRIAL";

export async function assembly(): Promise<Assembly> {
  const scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationSeats(scheme.ctx());
  const governments = (await seatsNow(scheme.ctx())).filter(({ pillar }) => pillar === "G");
  const organisationOf = (seat: string) => (seat.length === 2 ? `${seat}-GOV` : seat);
  const keys = await Promise.all(
    governments.map(({ code }) => scheme.keyring.makeSigner(organisationOf(code))),
  );
  await inTransaction(scheme.ctx(), async (tx) => {
    await recordAll(
      tx,
      seatEntrusted,
      governments.map(({ code }) => ({
        subject: `seat:${code}`,
        public: { participant: code, organisation: organisationOf(code), from: "2026-01-01" },
        private: {},
      })),
    );
    for (const [i, { code }] of governments.entries())
      await addOrganisationKey(tx, organisationOf(code), keys[i] as Signer);
  });
  const seats = await seatsNow(scheme.ctx());
  await inTransaction(scheme.ctx(), async (tx) => {
    await recordAll(
      tx,
      delegateAccredited,
      seats.map(({ code, organisation }) => ({
        subject: `delegate:${tx.newId()}`,
        organisation: organisation as string,
        previous: null,
        public: {
          seat: code,
          person: personOf(code),
          scope: null,
          from: tx.now,
          until: null,
          keyId: null,
          publicKey: null,
        },
        private: { name: `Delegate of ${code}`, duress: null },
      })),
    );
  });
  await setBodyRules(scheme.ctx(), {
    body: trialBody,
    ruleSet: "genuine-consensus@1",
    timeZone: "Africa/Gaborone",
    names: { en: "Trial body" },
    from: new Date(scheme.now).toISOString().slice(0, 10),
    basis: "Test",
  });
  const actor = (organisation: string, roles: readonly string[], id: string): Partial<Actor> => ({
    kind: "person",
    id,
    name: roles.join(" "),
    organisation,
    roles,
  });
  return {
    scheme,
    as: (seat) => scheme.ctx(actor(organisationOf(seat), ["delegate"], personOf(seat))),
    administrator: (seat) =>
      scheme.ctx(actor(organisationOf(seat), ["authority-administrator"], personOf(`admin ${seat}`))),
    chair: () => scheme.ctx(actor("CHAIR", ["chair"], personOf("chair"))),
    secretariat: () => scheme.ctx(),
    of: (pillar) => seats.filter((seat) => seat.pillar === pillar).map(({ code }) => code),
    pass(days) {
      scheme.now += days * 86_400_000;
    },
  };
}

/** Always the same number for the same name. */
export function personOf(name: string): string {
  const hex = toHex(sha256(new TextEncoder().encode(name))).slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

// Elections of a demonstration, all invented: a practice one that is over and can be verified, and one that is called. The seats
// are those one can enter as; how each voted is as secret here as anywhere.
import { castBallot as fillBallot, trusteeWork } from "#core/ballot/index.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { fileOfElection } from "#core/offices/election.ts";
import { randomBytes } from "#platform/keys/random.ts";
import { findFounding } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { peopleOf } from "#modules/identity/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { callElection } from "./commands/call-election.ts";
import { castBallot } from "./commands/cast-ballot.ts";
import { moveElection } from "./commands/move-election.ts";
import { speakAsTrustee } from "./commands/speak-as-trustee.ts";
import { standForElection } from "./commands/stand-for-election.ts";
import { boxOfCall, getElection } from "./elections.ts";
import type { ElectionInput } from "./inputs.ts";
import { proceduresOf } from "./store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

const minute = 60_000;
const day = 86_400_000;
const trustees = ["CA", "WDC", "CSC"];
const source = "Invented for the demonstration";

/** Once, in a demonstration that has no election yet. */
export async function seedDemonstrationElections(base: Base): Promise<void> {
  const reader = { db: base.database.kysely };
  const founding = await findFounding(reader);
  if (founding?.demonstration !== true || (await proceduresOf(reader, "election")).length > 0) return;
  const keeper: Actor = {
    kind: "system",
    id: "elections",
    name: "Elections",
    organisation: founding.founder,
    roles: ["secretariat"],
  };
  await practise(base, keeper);
  const today = base.clock();
  const year = new Date(today).getUTCFullYear() + 2;
  await callElection(
    { ...base, actor: keeper },
    {
      ...rules,
      year,
      practice: false,
      nominationsUntil: new Date(today + 75 * day).toISOString().slice(0, 10),
      callsFrom: new Date(today + 90 * day).toISOString().slice(0, 10),
    },
  );
}

const rules: ElectionInput = {
  office: "VICE_CHAIR",
  year: 0,
  effect: "DECIDES",
  practice: true,
  minutes: 10,
  groups: [
    { id: "G", pillars: ["G"], floor: [1, 20] },
    { id: "O", pillars: ["I", "C"], floor: [0, 1] },
  ],
  most: 1,
  timeZone: "Etc/UTC",
  trustees,
  threshold: 2,
  source,
};

async function practise(base: Base, keeper: Actor): Promise<void> {
  const begin = base.clock() - 2 * day;
  const at = (minutes: number, actor: Actor): Ctx => ({
    ...base,
    clock: () => begin + minutes * minute,
    actor,
  });
  const { id } = await callElection(at(0, keeper), { ...rules, year: new Date(begin).getUTCFullYear() + 1 });
  const delegates = await delegatesOf(at(0, keeper));
  const by = (seat: string): Actor => delegates.get(seat) as Actor;
  for (const seat of ["LS", "NZ"])
    await standForElection(at(1, by(seat)), id, {
      statement: "Invented for the demonstration. We would serve.",
    });
  const secrets = new Map(trustees.map((trustee) => [trustee, randomBytes(32)]));
  const work = async (trustee: string, minutes: number): Promise<void> => {
    const ctx = at(minutes, by(trustee));
    const { state } = await getElection(ctx, id);
    const secret = secrets.get(trustee) as Uint8Array;
    const now = new Date(ctx.clock()).toISOString();
    const done = trusteeWork(fileOfElection(state), trustee, secret, now, randomBytes);
    if ("message" in done) await speakAsTrustee(ctx, id, { step: done.step, message: toHex(done.message) });
  };
  for (const round of [2, 3, 4]) for (const trustee of trustees) await work(trustee, round);
  await moveElection(at(10, keeper), id);
  const supported = { AO: "LS", BW: "NZ", CA: "LS", JP: "LS", SL: "NZ", WDC: "LS", CSC: "NZ" };
  for (const [seat, choice] of Object.entries(supported)) {
    const { state } = await getElection(at(12, by(seat)), id);
    const call = state.calls.at(-1);
    if (call === undefined) return;
    const { box } = boxOfCall(state, call);
    await castBallot(at(12, by(seat)), id, { ballot: toHex(fillBallot(box, seat, [choice], randomBytes)) });
  }
  for (const trustee of trustees) await work(trustee, 21);
  await moveElection(at(22, keeper), id);
}

/** By seat, those of the demonstration who speak for one. */
async function delegatesOf(ctx: Ctx): Promise<ReadonlyMap<string, Actor>> {
  const found = new Map<string, Actor>();
  for (const { code, organisation } of await seatsNow(ctx)) {
    if (organisation === null || !needed.has(code)) continue;
    const person = (await peopleOf(ctx, organisation)).find(({ grants }) =>
      grants.some(({ role }) => role === "delegate"),
    );
    if (person !== undefined)
      found.set(code, {
        kind: "person",
        id: person.id,
        name: person.name,
        organisation,
        roles: ["delegate"],
      });
  }
  return found;
}

const needed: ReadonlySet<string> = new Set([...trustees, "LS", "NZ", "AO", "BW", "JP", "SL"]);

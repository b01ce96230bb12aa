// Sample alerts of a demonstration, each saying that it is one; the lost numbers are the last of the demonstration's own block.
import { formatNumber } from "#core/kp/numbers.ts";
import type { Role } from "#core/kp/roles.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { peopleOf } from "#modules/identity/index.ts";
import { blocksOf, numberFormat } from "#modules/scheme/index.ts";
import { publishAlert } from "./commands/publish.ts";

const day = 86_400_000;

export async function seedDemonstrationAlerts(base: Omit<Ctx, "actor">): Promise<void> {
  const freetown = await writer(base, "SL-KPA", "issuing-officer", 12);
  const block = (await blocksOf(freetown, "SL-KPA/FNA")).at(-1);
  if (block === undefined) throw new Error("the demonstration has no numbers of SL-KPA/FNA");
  const format = await numberFormat(freetown, "SL");
  await publishAlert(freetown, {
    kind: "LOST",
    country: "SL",
    numbers: [{ from: formatNumber(format, block.to - 9n), to: formatNumber(format, block.to) }],
    text: {
      en: "Demonstration sample. A box with ten blank sheets did not arrive at the office.",
      fr: "Exemple de démonstration. Une boîte de dix feuilles vierges n’est pas arrivée au bureau.",
    },
  });
  await publishAlert(await writer(base, "EU-BE", "importing-officer", 3), {
    kind: "FAKE",
    country: "KE",
    numbers: [{ from: "KE 000017" }],
    text: {
      en:
        "Demonstration sample. A paper that calls itself a certificate of Kenya was shown at the counter. " +
        "Kenya is not a Participant and issues no certificates.",
      fr:
        "Exemple de démonstration. Un papier se donnant pour un certificat du Kenya a été présenté au guichet. " +
        "Le Kenya n’est pas un Participant et ne délivre aucun certificat.",
    },
  });
}

/** The demonstration's person with that role, some days ago. */
async function writer(
  base: Omit<Ctx, "actor">,
  organisation: string,
  role: Role,
  daysAgo: number,
): Promise<Ctx> {
  const somebody = (await peopleOf(base, organisation)).find(({ grants }) =>
    grants.some((grant) => grant.role === role),
  );
  if (somebody === undefined) throw new Error(`${organisation} has no ${role}`);
  const actor: Actor = { kind: "person", id: somebody.id, name: somebody.name, organisation, roles: [role] };
  const at = base.clock() - daysAgo * day;
  return { ...base, clock: () => at, actor };
}

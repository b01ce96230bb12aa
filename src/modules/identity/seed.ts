// The people of a demonstration scheme: evidently invented, one for each role of each authority, in a few statements.
// Which of them somebody enters as is told by (organisation, role, company), which stays the same at every seeding.
import type { Role } from "#core/kp/roles.ts";
import { countryName } from "#core/kp/countries.ts";
import { findFounding, inTransaction, recordAll } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { personInvited, roleGranted } from "./acts.ts";

export interface DemonstrationOrganisation {
  /** "SL-KPA" */
  readonly code: string;
  /** What people call it: "Sierra Leone", "Belgium (European Union)". Made from the code when absent. */
  readonly name?: string;
  /** Whom it has there; an authority's officers when absent. */
  readonly roles?: readonly Role[];
}

interface Somebody {
  readonly name: string;
  readonly organisation: string;
  readonly role: Role;
  readonly company: { readonly id: string; readonly name: string } | null;
}

/** Whom every authority of the demonstration has. */
export const officers: readonly Role[] = [
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
];

const titles: Partial<Record<Role, string>> = {
  "issuing-officer": "Demo Issuing Officer",
  "validating-officer": "Demo Validating Officer",
  "importing-officer": "Demo Importing Officer",
  "authority-administrator": "Demo Administrator",
  delegate: "Demo Delegate",
  chair: "Demo Chair",
  "focal-point": "Demo Statistics Focal Point",
  analyst: "Demo Statistics Analyst",
};

/** Two exporting companies each, at authorities whose trade the demonstration tells. */
const exporters: Readonly<Record<string, readonly [string, string]>> = {
  "SL-KPA": ["Sewa Valley Demo Diamonds Ltd", "Kono Artisanal Demo Cooperative"],
  "BW-KPA": ["Kalahari Demo Diamonds (Pty) Ltd", "Okavango Sample Traders (Pty) Ltd"],
  "EU-BE": ["Antwerp Demo Rough BV", "Scheldt Sample Diamonds NV"],
  "IN-KPA": ["Surat Demo Gems Pvt Ltd", "Mumbai Sample Exports Pvt Ltd"],
};

/** Returns how many people there are now. Refused in a real scheme. */
export async function seedDemonstrationPeople(
  ctx: Ctx,
  organisations: readonly DemonstrationOrganisation[],
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const founding = await findFounding(tx);
    refuseUnless(founding?.demonstration === true, "not-allowed");
    const people = [
      {
        name: "Demo Secretariat, Kimberley Process",
        organisation: founding.founder,
        role: "secretariat" as const,
        company: null,
      },
      ...organisations.filter(({ code }) => code !== founding.founder).flatMap(peopleAt),
    ].map((somebody) => ({ ...somebody, subject: `person:${tx.newId()}` }));
    const invited = await recordAll(
      tx,
      personInvited,
      people.map(({ subject, name, organisation }) => ({
        subject,
        previous: null,
        public: { organisation },
        private: { name, email: null, locale: "en", demonstration: true },
      })),
    );
    await recordAll(
      tx,
      roleGranted,
      people.map(({ subject, organisation, role, company }, i) => ({
        subject,
        previous: invited[i]?.leafHash ?? null,
        public: { organisation },
        private: { role, company: company?.id ?? null, companyName: company?.name ?? null },
      })),
    );
    return people.length;
  });
}

function peopleAt({ code, name, roles = officers }: DemonstrationOrganisation): readonly Somebody[] {
  const place = name ?? placeOf(code);
  return [
    ...roles.map((role) => ({
      name: `${titles[role] ?? role}, ${place}`,
      organisation: code,
      role,
      company: null,
    })),
    ...(exporters[code] ?? []).map((company, i) => ({
      name: `Demo Exporter's Clerk ${i + 1}, ${place}`,
      organisation: code,
      role: "exporter" as const,
      company: { id: `${code}.demo-${i + 1}`, name: company },
    })),
  ];
}

/** "SL-KPA" is Sierra Leone's; "EU-BE" is Belgium's. */
function placeOf(code: string): string {
  const [participant = "", second = ""] = code.split("-");
  return countryName(second.length === 2 ? second : participant, "en");
}

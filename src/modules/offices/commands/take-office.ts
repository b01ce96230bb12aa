// Somebody takes an office, because a procedure's own record proves it: an election that ended so, or an item that was adopted.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record, within } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { officeTaken } from "../acts.ts";
import { getAdopted } from "../decided.ts";
import { findElection } from "../elections.ts";
import type { OfficeInput } from "../inputs.ts";
import { mayKeepProcedures } from "../policy.ts";
import { refuseFields } from "../speaking.ts";

export async function takeOffice(ctx: Ctx, input: OfficeInput): Promise<{ readonly basis: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    const { office, year, holder, proof } = input;
    refuseFields(
      !(await seatsNow(tx)).some(({ participant }) => participant === holder) && {
        field: "holder",
        code: "unknown-participant",
      },
    );
    const election = await findElection(tx, proof);
    let basis = "ITEM";
    if (election === undefined) {
      const { subjects } = await getAdopted(within(tx), proof, "proof");
      refuseFields(!subjects.includes(holder) && { field: "proof", code: "no-proof" });
    } else {
      const { called, ended } = election.state;
      const proven = ended?.elected ?? ended?.continuity?.holder ?? null;
      const fits =
        called.office === office && called.year === year && !called.practice && called.effect === "DECIDES";
      refuseFields((!fits || proven !== holder) && { field: "proof", code: "no-proof" });
      basis = ended?.elected === holder ? "ELECTED" : (ended?.continuity?.as ?? "ELECTED");
    }
    await record(tx, officeTaken, {
      subject: `scheme-office:${office}:${year}`,
      public: { office, year, holder, basis, proof },
      private: {},
    });
    return { basis };
  });
}

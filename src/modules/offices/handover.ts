// What one chair hands to the next: everything that is open, every clock that runs, what was promised and what was done of
// it, and the head of the record under which it was true. Made from the record at the moment it is asked for.
import { chairDuties } from "#core/kp/offices.ts";
import { stageAt } from "#core/offices/election.ts";
import { foldAdmission, foldHostSelection, foldMeasure } from "#core/offices/procedures.ts";
import { latestCheckpoint, logSize } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { listItems } from "#modules/governance/index.ts";
import { chairYear } from "./chair-year.ts";
import { elections, readerOf } from "./elections.ts";
import { holders } from "./holders.ts";
import { proceduresOf } from "./store.ts";

export async function handover(ctx: Ctx) {
  const now = new Date(ctx.clock()).toISOString();
  const year = Number(now.slice(0, 4));
  const reader = readerOf(ctx);
  const { programme, done } = await chairYear(ctx, year);
  const known = await holders(ctx);
  const items = await listItems(ctx, { open: true }, 400);
  const open = (await elections(ctx)).filter(({ ended }) => ended === null);
  const hosts = (await proceduresOf(reader, "host-selection")).flatMap(
    ({ id, acts }) => foldHostSelection(id, acts) ?? [],
  );
  const admissions = (await proceduresOf(reader, "admission")).flatMap(
    ({ id, acts }) => foldAdmission(id, acts) ?? [],
  );
  const measures = (await proceduresOf(reader, "measure")).flatMap(
    ({ id, acts }) => foldMeasure(id, acts) ?? [],
  );
  const checkpoint = await latestCheckpoint(reader);
  return {
    format: "kimberlite-handover/1",
    madeAt: now,
    record: { size: await logSize(reader), checkpoint: checkpoint?.note ?? null },
    offices: { chair: known.of("CHAIR", year) ?? null, viceChair: known.of("VICE_CHAIR", year) ?? null },
    programme,
    duties: chairDuties.map(({ code, due }) => ({
      duty: code,
      due: due === null ? null : `${year}-${due}`,
      done: done.find(({ duty }) => duty === code) ?? null,
    })),
    openItems: items.map(
      ({ id, reference, title, class: itemClass, stage, since, deadlineAt, deadlineEvent }) => ({
        id,
        reference,
        title,
        class: itemClass,
        stage,
        since,
        deadline: deadlineAt === null ? null : { at: deadlineAt, event: deadlineEvent },
        address: `/items/${id}`,
      }),
    ),
    openElections: open.map((state) => ({
      id: state.id,
      office: state.called.office,
      year: state.called.year,
      stage: stageAt(state, now),
      closesAt: state.calls.at(-1)?.ended === null ? (state.calls.at(-1)?.terms.closesAt ?? null) : null,
      address: `/elections/${state.id}`,
    })),
    hostSelections: hosts.map(({ id, opened, steps }) => ({
      id,
      title: opened.title,
      lastStep: steps.at(-1) ?? null,
      address: `/secretariat-host/${id}`,
    })),
    admissions: admissions
      .filter(({ steps }) => !steps.some(({ step }) => step === "ADMITTED" || step === "CLOSED"))
      .map(({ id, notified, steps }) => ({
        id,
        applicant: notified.applicant,
        lastStep: steps.at(-1) ?? null,
        address: `/admissions/${id}`,
      })),
    measuresNotTaken: measures
      .filter(({ taken }) => taken === null)
      .map(({ id, proposed }) => ({
        id,
        participant: proposed.participant,
        measure: proposed.measure,
        item: proposed.item,
        address: `/measures/${id}`,
      })),
  };
}

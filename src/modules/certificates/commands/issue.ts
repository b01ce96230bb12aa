// Issues certificates: gives the number from the office's block and fixes the content. Validation comes after, by another.
import { checkContent } from "#core/certificate/rules.ts";
import type { CertificateContent } from "#core/certificate/content.ts";
import { decideIssue } from "#core/certificate/application.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { formatNumber, parseNumber } from "#core/kp/numbers.ts";
import { expiresAtInstant } from "#core/kp/rules.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { alone, inTransaction, isResult, recordAll, refusalOr, together } from "#modules/record/index.ts";
import type { Command, Ctx, Outcome, Tx } from "#modules/record/index.ts";
import { certificateIssued } from "../acts.ts";
import { applicationOfRow } from "../application-of-row.ts";
import { contentToFacts, goodsOf } from "../content.ts";
import type { GoodsInput } from "../content.ts";
import { issuedSourcing, openCovers, recordClaimedLosses, recordPapers } from "../origin/cover.ts";
import type { DraftCover, Evidence } from "../origin/cover.ts";
import type { SourcingInput } from "../origin/inputs.ts";
import { drawnBefore } from "../origin/sources.ts";
import { applicationSourcings } from "../origin/store.ts";
import { mayIssue, mayReview } from "../policy.ts";
import { rulesAround } from "../rules-around.ts";
import type { RulesAround } from "../rules-around.ts";
import * as store from "../store.ts";

export interface IssueInput {
  readonly office: string;
  /** The approved application that this answers; or the goods themselves, from a national system. */
  readonly application?: string;
  readonly goods?: GoodsInput;
  /** A number that a national system brings from the office's block; ours when absent. */
  readonly number?: string;
  /** With `goods`: where they come from. An application brings its own. */
  readonly sourcing?: SourcingInput;
  /** A shorter validity than the longest the national rule allows. */
  readonly expiresOn?: string;
}

export interface Issued {
  readonly id: string;
  readonly participant: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
}

/** Those of one authority that arrive together share a transaction. */
export const issue = together<IssueInput, Issued>(async (commands) => {
  const drafts = await draftAll(commands);
  const issued = (await recordDrafts(drafts.filter(isResult))).values();
  return drafts.map((draft) => (isResult(draft) ? (issued.next().value as Issued) : draft));
});

/** All or none. With several, the problems of each are named by its place: "items.3.lines.0.carats". */
export async function issueAll(ctx: Ctx, inputs: readonly IssueInput[]): Promise<readonly Issued[]> {
  return inTransaction(ctx, async (tx) => {
    const drafts = await draftAll(inputs.map((input) => ({ tx, input })));
    const fields: FieldProblem[] = [];
    for (const [place, draft] of drafts.entries()) {
      if (draft === alone) throw new Problem("already-done", { state: "ISSUED" });
      if (!(draft instanceof Problem)) continue;
      if (draft.code !== "bad-input" || inputs.length === 1) throw draft;
      fields.push(...draft.fields.map((one) => ({ ...one, field: `items.${place}.${one.field}` })));
    }
    if (fields.length > 0) throw new Problem("bad-input", {}, { fields: fields.slice(0, 100) });
    return recordDrafts(drafts.filter(isResult));
  });
}

/**
 * In place of another certificate, whose company, application and draws it takes over; in the caller's transaction. The
 * draws are checked against the new goods like those of any issue: only goods that they cover leave on it.
 */
export async function issueInPlaceOf(
  tx: Tx,
  { public_id, office, company, application }: store.CertificateRow,
  goods: GoodsInput,
): Promise<Issued> {
  const sourcing = await drawnBefore(tx, public_id);
  const input = { office, goods, ...(sourcing === undefined ? {} : { sourcing }) };
  const [draft] = await draftAll([{ tx, input }], public_id);
  if (draft instanceof Problem) throw draft;
  if (draft === undefined || !isResult(draft)) throw new Problem("changed-meanwhile");
  const link = company === null || application === null ? {} : { application: { id: application, company } };
  const [issued] = await recordDrafts([{ ...draft, ...link }]);
  return issued as Issued;
}

/** The number that the office would give next, for a preview; somebody may take it meanwhile. */
export async function nextNumber(ctx: Ctx, office: string): Promise<string> {
  const around = await rulesAround(ctx, ctx.actor.organisation ?? "");
  return inTransaction(ctx, async (tx) => {
    const numbers = await takeNumbers(tx, around, [{ office }], yearOf(around.today(tx.now)));
    return numbers.offer({ office }).number;
  });
}

interface Draft extends DraftCover {
  readonly content: CertificateContent;
  readonly office: string;
  readonly serial: bigint;
  readonly brought: boolean;
  readonly around: RulesAround;
  /** The application that it answers. */
  readonly application?: Pick<store.ApplicationRow, "id" | "company">;
}

/** What each would be, or why it may not; a number is only used up by one that may. `replaced` gives its draws back. */
async function draftAll(
  commands: readonly Command<IssueInput>[],
  replaced?: Uint8Array,
): Promise<readonly Outcome<Draft>[]> {
  const [first] = commands;
  if (first === undefined) return [];
  const { tx } = first;
  const authority = tx.actor.organisation;
  if (authority === null) throw new Problem("not-allowed");
  const around = await rulesAround(tx, authority);
  const today = around.today(tx.now);
  const frame = around.draftFrame(today);
  const asked = [...new Set(commands.flatMap(({ input }) => input.application ?? []))];
  const rows = asked.length === 0 ? [] : await store.lockApplications(tx, asked);
  const applications = new Map(rows.map((row) => [row.id, row]));
  const said = asked.length === 0 ? new Map<string, SourcingInput>() : await applicationSourcings(tx, asked);
  const inputs = commands.map(({ input }) => input);
  const numbers = await takeNumbers(tx, around, inputs, yearOf(today));
  const covers = await openCovers(
    tx,
    around,
    today,
    commands.map(({ input }) => input.sourcing ?? said.get(input.application ?? "")),
    replaced,
  );
  const answered = new Set<string>();
  const outcomes: Outcome<Draft>[] = [];
  for (const command of commands) {
    const { office, application, expiresOn } = command.input;
    if (application !== undefined && answered.has(application)) {
      outcomes.push(alone);
      continue;
    }
    const outcome = await refusalOr(async () => {
      if (!mayIssue(command.tx.actor, authority)) throw new Problem("not-allowed");
      const sourcing = command.input.sourcing ?? said.get(application ?? "");
      const origin = originOf(command, applications, around, today, sourcing?.zone);
      const { serial, number, used } = numbers.offer(command.input);
      const content: CertificateContent = {
        ...frame,
        ...origin.goods,
        number,
        publicId: tx.ctx.keyring.blind(authority, number),
        ...(expiresOn === undefined ? {} : { expiresOn }),
      };
      const cover = await covers.check(content, sourcing, origin.evidence);
      const problems: readonly FieldProblem[] = [
        ...checkContent(content, around.contentContext(today, "issue", office, sourcing?.zone)),
        ...(used ? [{ field: "number", code: "NUMBER_TAKEN", values: { number } }] : []),
        ...(cover?.problems ?? []),
        ...(replaced !== undefined && sourcing?.mined !== "HERE" && (cover?.problems.length ?? 0) > 0
          ? [{ field: "sources", code: "REPLACEMENT_NEEDS_OTHER_SOURCES" }]
          : []),
      ];
      if (problems.length > 0) throw new Problem("bad-input", {}, { fields: problems });
      numbers.take(serial);
      covers.take(cover);
      const brought = command.input.number !== undefined;
      const { evidence, link } = origin;
      return { tx: command.tx, content, office, serial, brought, around, cover, sourcing, evidence, ...link };
    });
    if (application !== undefined && isResult(outcome)) answered.add(application);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function recordDrafts(drafts: readonly Draft[]): Promise<readonly Issued[]> {
  const [first] = drafts;
  const papers = await recordPapers(drafts);
  if (first !== undefined)
    await recordAll(
      first.tx,
      certificateIssued,
      drafts.map((draft) => actOf(draft, papers)),
    );
  await recordClaimedLosses(drafts, papers);
  return drafts.map(({ content }) => ({
    id: toHex(content.publicId),
    participant: content.participant,
    number: content.number,
    issuedOn: content.issuedOn,
    expiresOn: content.expiresOn,
  }));
}

function actOf(draft: Draft, papers: ReadonlyMap<string, string>) {
  const { tx, content, office, serial, brought, around, application } = draft;
  const { issuedOn } = content;
  const sourcing = issuedSourcing(draft, papers);
  return {
    subject: `certificate:${toHex(content.publicId)}`,
    previous: null,
    actor: tx.actor,
    public: { participant: content.participant },
    private: {
      office,
      year: yearOf(issuedOn),
      serial,
      ...(brought ? { brought } : {}),
      content: contentToFacts(content),
      expiresAt: expiresAtInstant(around.rule(issuedOn), content.expiresOn),
      destination: around.participantOf(content.importer.country, issuedOn),
      ...(application === undefined ? {} : { company: application.company, application: application.id }),
      ...(sourcing === undefined ? {} : { sourcing }),
    },
  };
}

/** The goods of the approved application that is answered, or those of the command itself. */
function originOf(
  { tx, input }: Command<IssueInput>,
  applications: ReadonlyMap<string, store.ApplicationRow>,
  around: RulesAround,
  today: string,
  zone: string | undefined,
): { goods: ReturnType<typeof goodsOf>; link: { application?: store.ApplicationRow }; evidence: Evidence } {
  if (input.application === undefined) {
    if (input.goods === undefined) throw new Problem("malformed-request");
    // The national system examined the goods; their papers are with it.
    return { goods: goodsOf(input.goods), link: {}, evidence: "kept-elsewhere" };
  }
  const row = applications.get(input.application);
  refuseUnless(row !== undefined && mayReview(tx.actor, row), "not-found");
  const goods = goodsOf(row.content);
  const problems = checkContent(
    { ...around.draftFrame(today), ...goods },
    around.contentContext(today, "application", undefined, zone),
  );
  const decision = decideIssue(applicationOfRow(row), problems.length);
  if (!decision.ok && decision.reason === "ALREADY_ISSUED")
    throw new Problem("already-done", { state: row.state });
  if (!decision.ok && decision.reason === "NOT_APPROVED")
    throw new Problem("wrong-state", { state: row.state });
  if (!decision.ok) throw new Problem("bad-input", {}, { fields: problems });
  return { goods, link: { application: row }, evidence: row.evidence };
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

interface OfferedNumber {
  readonly serial: bigint;
  readonly number: string;
  /** It was brought, and is on another certificate already. */
  readonly used: boolean;
}

interface Numbers {
  /** The number that is brought, or what the office's blocks of the year give next; refused when they are used up. */
  offer(input: Pick<IssueInput, "office" | "number">): OfferedNumber;
  /** That number is given: nobody gets it again. */
  take(serial: bigint): void;
}

/** A number that a national system brings does not move ours forward: ours pass it over. */
async function takeNumbers(
  tx: Tx,
  around: RulesAround,
  inputs: readonly Pick<IssueInput, "office" | "number">[],
  year: number,
): Promise<Numbers> {
  const { numberFormat } = around;
  const { participant } = around.authority;
  const offices = [...new Set(inputs.map(({ office }) => office))];
  const asked = await store.lockNextNumbers(tx, offices, year);
  const next = new Map(offices.map((office) => [office, asked.get(office)?.next ?? 0n]));
  const serialOf = (number: string): bigint | undefined => {
    const parsed = parseNumber(number, [numberFormat]);
    return parsed.ok ? parsed.serial : undefined;
  };
  const brought = inputs.flatMap(({ number }) => (number === undefined ? [] : (serialOf(number) ?? [])));
  // Used ones may lie ahead where numbers are brought, and where blocks without a year begin their next one.
  const ahead = offices
    .filter((office) => asked.get(office)?.brought !== false)
    .flatMap((office) => {
      const first = next.get(office) ?? 0n;
      return around.blocks(office, year).map(({ from, to }) => ({ from: first > from ? first : from, to }));
    });
  const used = new Set(
    brought.length + ahead.length === 0 ? [] : await store.usedSerials(tx, participant, brought, ahead),
  );

  const give = (office: string): bigint => {
    for (let from = next.get(office) ?? 0n; ; from++) {
      const block = around.blocks(office, year).find(({ to }) => from <= to);
      if (block === undefined)
        throw new Problem(
          "bad-input",
          {},
          { fields: [{ field: "office", code: "NO_NUMBERS_LEFT", values: { office, year } }] },
        );
      if (from < block.from) from = block.from;
      next.set(office, from);
      if (!used.has(from)) return from;
    }
  };

  return {
    offer({ office, number }) {
      if (number === undefined) {
        const serial = give(office);
        return { serial, number: formatNumber(numberFormat, serial), used: false };
      }
      // What is wrong with its form or its block is told with the rest of the content.
      const serial = serialOf(number) ?? 0n;
      return { serial, number, used: used.has(serial) };
    },
    take: (serial) => void used.add(serial),
  };
}

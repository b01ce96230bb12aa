// Issues certificates: gives the number from the office's block and fixes the content. Validation comes after, by another.
import { checkContent } from "#core/certificate/rules.ts";
import type { CertificateContent } from "#core/certificate/content.ts";
import { decideIssue } from "#core/certificate/application.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { formatNumber } from "#core/kp/numbers.ts";
import { expiresAtInstant } from "#core/kp/rules.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { alone, inTransaction, isResult, recordAll, refusalOr, together } from "#modules/record/index.ts";
import type { Command, Ctx, Outcome, Tx } from "#modules/record/index.ts";
import { certificateIssued } from "../acts.ts";
import { applicationOfRow } from "../application-of-row.ts";
import { contentToFacts, goodsOf } from "../content.ts";
import type { GoodsInput } from "../content.ts";
import { mayIssue, mayReview } from "../policy.ts";
import { rulesAround } from "../rules-around.ts";
import type { RulesAround } from "../rules-around.ts";
import * as store from "../store.ts";

export interface IssueInput {
  readonly office: string;
  /** The approved application that this answers; or the goods themselves, from a national system. */
  readonly application?: string;
  readonly goods?: GoodsInput;
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

/** The number that the office would give next, for a preview; somebody may take it meanwhile. */
export async function nextNumber(ctx: Ctx, office: string): Promise<string> {
  const around = await rulesAround(ctx, ctx.actor.organisation ?? "");
  return inTransaction(ctx, async (tx) => {
    const numbers = await takeNumbers(tx, around, [office], yearOf(around.today(tx.now)));
    return formatNumber(around.numberFormat, numbers.next(office));
  });
}

interface Draft {
  readonly tx: Tx;
  readonly content: CertificateContent;
  readonly office: string;
  readonly serial: bigint;
  readonly around: RulesAround;
  /** The application that it answers. */
  readonly application?: store.ApplicationRow;
}

/** What each would be, or why it may not; a number is only used up by one that may. */
async function draftAll(commands: readonly Command<IssueInput>[]): Promise<readonly Outcome<Draft>[]> {
  const [first] = commands;
  if (first === undefined) return [];
  const { tx } = first;
  const authority = tx.actor.organisation;
  if (authority === null) throw new Problem("not-allowed");
  const around = await rulesAround(tx, authority);
  const today = around.today(tx.now);
  const asked = [...new Set(commands.flatMap(({ input }) => input.application ?? []))];
  const rows = asked.length === 0 ? [] : await store.lockApplications(tx, asked);
  const applications = new Map(rows.map((row) => [row.id, row]));
  const offices = [...new Set(commands.map(({ input }) => input.office))];
  const numbers = await takeNumbers(tx, around, offices, yearOf(today));
  const answered = new Set<string>();
  const outcomes: Outcome<Draft>[] = [];
  for (const command of commands) {
    const { office, application, expiresOn } = command.input;
    if (application !== undefined && answered.has(application)) {
      outcomes.push(alone);
      continue;
    }
    const outcome = await refusalOr(() => {
      if (!mayIssue(command.tx.actor, authority)) throw new Problem("not-allowed");
      const origin = originOf(command, applications, around, today);
      const serial = numbers.next(office);
      const number = formatNumber(around.numberFormat, serial);
      const content: CertificateContent = {
        ...around.draftFrame(today),
        ...origin.goods,
        number,
        publicId: tx.ctx.keyring.blind(authority, number),
        ...(expiresOn === undefined ? {} : { expiresOn }),
      };
      const problems = checkContent(content, around.contentContext(today, "issue", office));
      if (problems.length > 0) throw new Problem("bad-input", {}, { fields: problems });
      numbers.take(office);
      return { tx: command.tx, content, office, serial, around, ...origin.link };
    });
    if (application !== undefined && isResult(outcome)) answered.add(application);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function recordDrafts(drafts: readonly Draft[]): Promise<readonly Issued[]> {
  const [first] = drafts;
  if (first !== undefined) await recordAll(first.tx, certificateIssued, drafts.map(actOf));
  return drafts.map(({ content }) => ({
    id: toHex(content.publicId),
    participant: content.participant,
    number: content.number,
    issuedOn: content.issuedOn,
    expiresOn: content.expiresOn,
  }));
}

function actOf({ tx, content, office, serial, around, application }: Draft) {
  const { issuedOn } = content;
  return {
    subject: `certificate:${toHex(content.publicId)}`,
    previous: null,
    actor: tx.actor,
    public: { participant: content.participant },
    private: {
      office,
      year: yearOf(issuedOn),
      serial,
      content: contentToFacts(content),
      expiresAt: expiresAtInstant(around.rule(issuedOn), content.expiresOn),
      destination: around.participantOf(content.importer.country, issuedOn),
      ...(application === undefined ? {} : { company: application.company, application: application.id }),
    },
  };
}

/** The goods of the approved application that is answered, or those of the command itself. */
function originOf(
  { tx, input }: Command<IssueInput>,
  applications: ReadonlyMap<string, store.ApplicationRow>,
  around: RulesAround,
  today: string,
): { goods: ReturnType<typeof goodsOf>; link: { application?: store.ApplicationRow } } {
  if (input.application === undefined) {
    if (input.goods === undefined) throw new Problem("malformed-request");
    return { goods: goodsOf(input.goods), link: {} };
  }
  const row = applications.get(input.application);
  refuseUnless(row !== undefined && mayReview(tx.actor, row), "not-found");
  const goods = goodsOf(row.content);
  const problems = checkContent(
    { ...around.draftFrame(today), ...goods },
    around.contentContext(today, "application"),
  );
  const decision = decideIssue(applicationOfRow(row), problems.length);
  if (!decision.ok && decision.reason === "ALREADY_ISSUED")
    throw new Problem("already-done", { state: row.state });
  if (!decision.ok && decision.reason === "NOT_APPROVED")
    throw new Problem("wrong-state", { state: row.state });
  if (!decision.ok) throw new Problem("bad-input", {}, { fields: problems });
  return { goods, link: { application: row } };
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

interface Numbers {
  /** What the office's blocks of the year give next; refused when they are used up. */
  next(office: string): bigint;
  /** That number is given: the one after it is next. */
  take(office: string): void;
}

async function takeNumbers(
  tx: Tx,
  around: RulesAround,
  offices: readonly string[],
  year: number,
): Promise<Numbers> {
  const asked = new Map(await store.lockNextNumbers(tx, offices, year));
  const next = (office: string): bigint => {
    const from = asked.get(office) ?? 0n;
    const block = around.blocks(office, year).find(({ to }) => from <= to);
    if (block === undefined)
      throw new Problem(
        "bad-input",
        {},
        { fields: [{ field: "office", code: "NO_NUMBERS_LEFT", values: { office, year } }] },
      );
    return from < block.from ? block.from : from;
  };
  return { next, take: (office) => void asked.set(office, next(office) + 1n) };
}

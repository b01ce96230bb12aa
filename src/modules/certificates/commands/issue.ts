// Issues certificates: gives the number from the office's block and fixes the content. Validation comes after, by another.
import { checkContent } from "#core/certificate/rules.ts";
import type { ContentProblem } from "#core/certificate/problems.ts";
import type { CertificateContent } from "#core/certificate/content.ts";
import { decideIssue } from "#core/certificate/application.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { formatNumber } from "#core/kp/numbers.ts";
import { expiresAtInstant } from "#core/kp/rules.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, recordAll } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
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

export async function issue(ctx: Ctx, input: IssueInput): Promise<Issued> {
  const [issued] = await issueAll(ctx, [input]);
  return issued as Issued;
}

/** All or none. With several, the problems of each are named by its place: "items.3.lines.0.carats". */
export async function issueAll(ctx: Ctx, inputs: readonly IssueInput[]): Promise<readonly Issued[]> {
  const authority = ctx.actor.organisation;
  if (authority === null || !mayIssue(ctx.actor, authority)) throw new Problem("not-allowed");
  const around = await rulesAround(ctx, authority);
  return inTransaction(ctx, async (tx) => {
    const today = around.today(tx.now);
    const takeNumber = numberTaker(tx, around, Number(today.slice(0, 4)));
    const drafts: Draft[] = [];
    const problems: ContentProblem[] = [];
    for (const [place, input] of inputs.entries()) {
      const origin = await goodsFor(tx, input, around, today);
      const serial = await takeNumber(input.office);
      const number = formatNumber(around.numberFormat, serial);
      const content: CertificateContent = {
        ...around.draftFrame(today),
        ...origin.goods,
        number,
        publicId: ctx.keyring.blind(authority, number),
        ...(input.expiresOn === undefined ? {} : { expiresOn: input.expiresOn }),
      };
      const found = checkContent(content, around.contentContext(today, "issue", input.office));
      problems.push(
        ...(inputs.length === 1
          ? found
          : found.map((problem) => ({ ...problem, field: `items.${place}.${problem.field}` }))),
      );
      drafts.push({ content, office: input.office, serial, ...origin.link });
    }
    if (problems.length > 0) throw new Problem("bad-input", {}, { fields: problems.slice(0, 100) });
    await recordAll(
      tx,
      certificateIssued,
      drafts.map((draft) => actOf(draft, around, today)),
    );
    return drafts.map(({ content }) => ({
      id: toHex(content.publicId),
      participant: content.participant,
      number: content.number,
      issuedOn: content.issuedOn,
      expiresOn: content.expiresOn,
    }));
  });
}

/** The number that the office would give next, for a preview; somebody may take it meanwhile. */
export async function nextNumber(ctx: Ctx, office: string): Promise<string> {
  const around = await rulesAround(ctx, ctx.actor.organisation ?? "");
  return inTransaction(ctx, async (tx) => {
    const take = numberTaker(tx, around, Number(around.today(tx.now).slice(0, 4)));
    return formatNumber(around.numberFormat, await take(office));
  });
}

interface Link {
  readonly application?: string;
  readonly company?: string;
}

interface Draft extends Link {
  readonly content: CertificateContent;
  readonly office: string;
  readonly serial: bigint;
}

function actOf({ content, office, serial, application, company }: Draft, around: RulesAround, today: string) {
  return {
    subject: `certificate:${toHex(content.publicId)}`,
    previous: null,
    public: { participant: content.participant },
    private: {
      office,
      year: Number(today.slice(0, 4)),
      serial,
      content: contentToFacts(content),
      expiresAt: expiresAtInstant(around.rule(today), content.expiresOn),
      destination: around.participantOf(content.importer.country, today),
      ...(company === undefined ? {} : { company }),
      ...(application === undefined ? {} : { application }),
    },
  };
}

async function goodsFor(
  tx: Tx,
  input: IssueInput,
  around: RulesAround,
  today: string,
): Promise<{ goods: ReturnType<typeof goodsOf>; link: Link }> {
  if (input.application === undefined) {
    if (input.goods === undefined) throw new Problem("malformed-request");
    return { goods: goodsOf(input.goods), link: {} };
  }
  const row = await store.lockApplication(tx, input.application);
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
  return { goods, link: { application: row.id, company: row.company } };
}

/** Takes numbers one after another from an office's blocks of the year, and says when they are used up. */
function numberTaker(tx: Tx, around: RulesAround, year: number): (office: string) => Promise<bigint> {
  const next = new Map<string, bigint>();
  return async (office) => {
    const blocks = around.blocks(office, year);
    const asked = next.get(office) ?? (await store.lockNextNumber(tx, office, year)) ?? 0n;
    const block = blocks.find(({ to }) => asked <= to);
    if (block === undefined)
      throw new Problem(
        "bad-input",
        {},
        { fields: [{ field: "office", code: "NO_NUMBERS_LEFT", values: { office, year } }] },
      );
    const serial = asked < block.from ? block.from : asked;
    next.set(office, serial + 1n);
    return serial;
  };
}

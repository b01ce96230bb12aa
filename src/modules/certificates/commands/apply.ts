// An exporter or its agent asks for a certificate: drafts, evidence, and the submission that the desk will see.
import { createHash } from "node:crypto";
import { checkContent } from "#core/certificate/rules.ts";
import { decideSubmit } from "#core/certificate/application.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { sha256 } from "#platform/keys/random.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, insertDocument, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { getAuthority } from "#modules/scheme/index.ts";
import { applicationSubmitted } from "../acts.ts";
import { accountsForCarats, submitFieldProblems } from "../application-of-row.ts";
import { contentToFacts, goodsOf } from "../content.ts";
import type { GoodsInput } from "../content.ts";
import { mayApply, maySeeApplication } from "../policy.ts";
import { rulesAround } from "../rules-around.ts";
import type { SourcingInput } from "../origin/inputs.ts";
import { sourcingFacts } from "../origin/facts.ts";
import { checkSourcing } from "../origin/sources.ts";
import * as store from "../store.ts";
import * as drafts from "../drafts/store.ts";

export interface EvidenceInput {
  readonly name: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
  /** Hundredths of a carat that the file shows. */
  readonly carats: bigint;
  readonly code?: RoughCode;
}

export interface ApplyInput {
  readonly authority: string;
  readonly office: string;
  readonly goods: GoodsInput;
  readonly evidence: readonly EvidenceInput[];
  readonly declaration: boolean;
  /** The draft that becomes this application, if any. */
  readonly draft?: string;
  /** The application that the desk sent back, if this mends one. */
  readonly mends?: string;
  /** Mined here or imported, and from which certificates. */
  readonly sourcing?: SourcingInput;
  /** Company, when an officer files for somebody at the counter. */
  readonly company?: string;
}

export interface Submitted {
  readonly id: string;
  readonly reference: string;
  /** Made from the id by a secret of this installation, so the link stays the same when an application is mended.
   *  Part of the link under which the applicant, or whoever is given it, sees the status without signing in. */
  readonly statusSecret: string;
}

export async function apply(ctx: Ctx, input: ApplyInput): Promise<Submitted> {
  refuseUnless(mayApply(ctx.actor), "not-allowed");
  const company = ctx.actor.company ?? input.company;
  if (company === undefined) throw new Problem("not-allowed");
  const around = await rulesAround(ctx, input.authority);
  return inTransaction(ctx, async (tx) => {
    const authority = await getAuthority(tx, input.authority);
    refuseUnless(ctx.actor.organisation === authority.code, "not-allowed");
    const today = around.today(tx.now);
    const content = { ...goodsOf(input.goods), ...around.draftFrame(today) };
    const { sourcing } = input;
    const contentProblems = [
      ...checkContent(content, around.contentContext(today, "application", undefined, sourcing?.zone)),
      ...(sourcing === undefined
        ? []
        : (
            await checkSourcing(tx, around, today, content, sourcing, {
              evidence: input.evidence.map(({ kind }) => kind),
            })
          ).problems),
    ];
    const before = input.mends === undefined ? undefined : await store.lockApplication(tx, input.mends);
    if (input.mends !== undefined) {
      refuseUnless(before !== undefined && maySeeApplication(tx.actor, before), "not-found");
    }
    const decision = decideSubmit(
      {
        state: before?.state ?? "DRAFT",
        lines: content.lines,
        evidence: input.evidence.filter(accountsForCarats).map((file) => ({
          id: file.name,
          carats: file.carats,
          ...(file.code === undefined ? {} : { code: file.code }),
        })),
        declaration: input.declaration ? { person: tx.actor.id, at: tx.now } : null,
      },
      contentProblems.length,
    );
    if (!decision.ok && decision.reason === "NOT_OPEN")
      throw new Problem("wrong-state", { state: decision.state });
    if (!decision.ok)
      throw new Problem(
        "bad-input",
        {},
        { fields: [...contentProblems, ...submitFieldProblems(decision.problems)] },
      );

    const id = before?.id ?? tx.newId();
    const statusSecret = Buffer.from(ctx.keyring.blind(authority.code, `status of ${id}`)).toString(
      "base64url",
    );
    const reference = before?.reference ?? referenceOf(id);
    const evidence = [];
    for (const file of input.evidence) {
      const digest = sha256(file.content);
      await insertDocument(tx, { digest, mediaType: file.mediaType, content: file.content });
      evidence.push({
        name: file.name,
        kind: file.kind,
        mediaType: file.mediaType,
        digest,
        carats: file.carats,
        ...(file.code === undefined ? {} : { code: file.code }),
      });
    }
    await record(tx, applicationSubmitted, {
      subject: `application:${id}`,
      previous: before?.head ?? null,
      organisation: authority.code,
      public: {},
      private: {
        reference,
        office: input.office,
        company,
        content: contentToFacts(content),
        evidence,
        statusSecret: sha256(Buffer.from(statusSecret)),
        ...(sourcing === undefined ? {} : { sourcing: sourcingFacts(sourcing) }),
      },
    });
    for (const party of [content.exporter, content.importer])
      await drafts.saveParty(tx, company, { id: tx.newId(), ...party });
    if (input.draft !== undefined) await drafts.deleteDraft(tx, input.draft);
    return { id, reference, statusSecret };
  });
}

/** Short enough to say on the telephone: letters and digits that are not taken for one another. */
function referenceOf(id: string): string {
  const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const letters = [...createHash("sha256").update(id).digest().subarray(0, 8)].map(
    (byte) => alphabet[byte % 32],
  );
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}

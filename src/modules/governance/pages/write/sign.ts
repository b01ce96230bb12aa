// From the answers of a form to the command that signs them. The forms' shapes are checked by the commands' own schemas, so
// that a form, the API and the command line refuse the same things.
import { Problem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { acceptFacilitator } from "../../items/commands/accept-facilitator.ts";
import { amendItem } from "../../items/commands/amend-item.ts";
import { answerObjection } from "../../items/commands/answer-objection.ts";
import { ballotMerits } from "../../items/commands/ballot-merits.ts";
import { challengeRecusal } from "../../items/commands/challenge-recusal.ts";
import { checkForm } from "../../items/commands/check-form.ts";
import { claimExclusion } from "../../items/commands/claim-exclusion.ts";
import { consolidateItem } from "../../items/commands/consolidate-item.ts";
import { cureItem } from "../../items/commands/cure-item.ts";
import { declareOutcome } from "../../items/commands/declare-outcome.ts";
import { drawPanel } from "../../items/commands/draw-panel.ts";
import { makeStatement } from "../../items/commands/make-statement.ts";
import { moveMerits } from "../../items/commands/move-merits.ts";
import { nameFacilitator } from "../../items/commands/name-facilitator.ts";
import { openCall } from "../../items/commands/open-call.ts";
import { publishCompromise } from "../../items/commands/publish-compromise.ts";
import { recordDebate } from "../../items/commands/record-debate.ts";
import { recordPositions } from "../../items/commands/record-positions.ts";
import { replyToAnswer } from "../../items/commands/reply-to-answer.ts";
import { requestMinisters } from "../../items/commands/request-ministers.ts";
import { ruleOnExclusion } from "../../items/commands/rule-on-exclusion.ts";
import { ruleOnRecusal } from "../../items/commands/rule-on-recusal.ts";
import { secondItem } from "../../items/commands/second-item.ts";
import { withdrawItem } from "../../items/commands/withdraw-item.ts";
import * as inputs from "../../items/inputs.ts";
import type { Doing, ShownItem } from "../item-frame.tsx";
import { clausesOf } from "./clauses.ts";
import { challengeWaiting } from "./forms.ts";
import { parsed } from "./parsed.ts";
import { positionsInput } from "./positions.ts";
import { answer } from "./questions.tsx";
import type { Answers } from "./questions.tsx";

/** What the form says, checked and ready to be signed; a refusal names the question. */
export function readied(view: ShownItem, doing: Doing, answers: Answers): (ctx: Ctx) => Promise<unknown> {
  const { id } = view;
  const said = (name: string): string => answer(answers, name);
  const yes = (name: string): boolean | undefined => (said(name) === "" ? undefined : said(name) === "yes");
  switch (doing) {
    case "position": {
      const input = positionsInput(view, answers);
      return (ctx) => recordPositions(ctx, id, input);
    }
    case "statement":
    case "object-to-discussing": {
      const input = parsed(inputs.StatementInput, {
        text: said("text"),
        objectsToDiscussing: doing === "object-to-discussing",
      });
      return (ctx) => makeStatement(ctx, id, input);
    }
    case "second": {
      const input = parsed(inputs.SecondInput, said("as") === "" ? {} : { as: said("as") });
      return (ctx) => secondItem(ctx, id, input);
    }
    case "amend": {
      const strike = said("how") === "strike";
      const input = parsed(
        inputs.AmendmentInput,
        { clause: said("clause"), ...(strike ? {} : { text: said("wording") }) },
        { text: "wording" },
      );
      return (ctx) => amendItem(ctx, id, input);
    }
    case "cure": {
      const input = parsed(inputs.CureInput, { clauses: clausesOf(said("clauses")) });
      return (ctx) => cureItem(ctx, id, input);
    }
    case "consolidate": {
      const input = parsed(inputs.ConsolidationInput, {
        clauses: clausesOf(said("clauses")),
        ...amendmentsFrom(answers),
      });
      return (ctx) => consolidateItem(ctx, id, input);
    }
    case "answer": {
      const [seat = "", clause = ""] = said("objection").split(" ");
      const input = parsed(
        inputs.AnswerInput,
        { seat, clause, text: said("text") },
        { seat: "objection", clause: "objection" },
      );
      return (ctx) => answerObjection(ctx, id, input);
    }
    case "reply": {
      const input = parsed(inputs.ReplyInput, { answer: said("answer"), text: said("text") });
      return (ctx) => replyToAnswer(ctx, id, input);
    }
    case "challenge": {
      const input = parsed(inputs.ChallengeInput, {
        seat: said("seat"),
        recuse: yes("recuse"),
        reason: said("reason"),
      });
      return (ctx) => challengeRecusal(ctx, id, input);
    }
    case "merits": {
      const [seat = "", clause = ""] = said("objection").split(" ");
      const input = parsed(
        inputs.MeritsMotionInput,
        { seat, clause, reason: said("reason") },
        { seat: "objection", clause: "objection" },
      );
      return (ctx) => moveMerits(ctx, id, input);
    }
    case "ballot": {
      const input = parsed(inputs.MeritsBallotInput, { motion: said("motion"), unrelated: yes("unrelated") });
      return (ctx) => ballotMerits(ctx, id, input);
    }
    case "exclusion": {
      const input = parsed(inputs.ReasonInput, { reason: said("reason") });
      return (ctx) => claimExclusion(ctx, id, input);
    }
    case "ministers":
      return (ctx) => requestMinisters(ctx, id);
    case "facilitator": {
      const input = parsed(inputs.AcceptanceInput, { accept: yes("accept") });
      return (ctx) => acceptFacilitator(ctx, id, input);
    }
    case "rule-recusal": {
      const challenge = challengeWaiting(view);
      if (challenge === undefined) throw new Problem("wrong-state");
      const input = parsed(
        inputs.RecusalRulingInput,
        {
          challenge: challenge.id,
          votes: challenge.panel.map((member) => ({
            member,
            recuse: yes(`vote-${member}`),
            reason: said(`reason-${member}`),
          })),
        },
        Object.fromEntries(
          challenge.panel.flatMap((member, place) => [
            [`votes.${place}.recuse`, `vote-${member}`],
            [`votes.${place}.reason`, `reason-${member}`],
          ]),
        ),
      );
      return (ctx) => ruleOnRecusal(ctx, id, input);
    }
    case "rule-exclusion": {
      const input = parsed(inputs.ExclusionRulingInput, {
        claim: said("claim"),
        upheld: yes("upheld"),
        reason: said("reason"),
      });
      return (ctx) => ruleOnExclusion(ctx, id, input);
    }
    case "compromise": {
      const input = parsed(inputs.CompromiseInput, {
        clauses: clausesOf(said("clauses")),
        reasons: said("reasons"),
      });
      return (ctx) => publishCompromise(ctx, id, input);
    }
    case "withdraw":
      return (ctx) => withdrawItem(ctx, id);
    case "check": {
      const defects = said("defects")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");
      const input = parsed(inputs.FormCheckInput, { defects });
      return (ctx) => checkForm(ctx, id, input);
    }
    case "name-facilitator": {
      const input = parsed(inputs.FacilitatorInput, { seat: said("seat") });
      return (ctx) => nameFacilitator(ctx, id, input);
    }
    case "panel": {
      const [purpose = "", about] = said("about").split(" ");
      const input = parsed(
        inputs.PanelInput,
        { purpose, ...(about === undefined ? {} : { about }) },
        { purpose: "about" },
      );
      return (ctx) => drawPanel(ctx, id, input);
    }
    case "open-call": {
      const input = parsed(inputs.CallInput, { closesAt: instantFrom(said("closesAt")) });
      return (ctx) => openCall(ctx, id, input);
    }
    case "debate": {
      const offered = answers["offered"] ?? [];
      const input = parsed(inputs.DebateInput, {
        in: said("in"),
        minutes: /^\d{1,6}$/.test(said("minutes")) ? Number(said("minutes")) : undefined,
        firstWordOffered: offered.includes("first"),
        lastWordOffered: offered.includes("last"),
      });
      return (ctx) => recordDebate(ctx, id, input);
    }
    case "declare": {
      const input = parsed(inputs.DeclarationInput, { outcome: said("outcome") });
      return (ctx) => declareOutcome(ctx, id, input);
    }
  }
}

function amendmentsFrom(answers: Answers) {
  const decided = (what: string): readonly string[] =>
    Object.keys(answers)
      .filter((name) => name.startsWith("amendment-") && answer(answers, name) === what)
      .map((name) => name.slice("amendment-".length));
  return {
    accepted: decided("accepted"),
    rejected: decided("rejected").map((amendment) => ({
      amendment,
      reason: answer(answers, `reason-${amendment}`),
    })),
  };
}

/** "2026-12-15 14:00", always UTC. Anything else stays as it is, and is refused. */
function instantFrom(text: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(text);
  return found === null ? text : `${found[1]}T${found[2]}:00Z`;
}

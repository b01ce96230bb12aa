// Voting, and a trustee's part. Both are done in the reader's own browser by an island that sends only what is encrypted or
// proven; without script the same is made at the command line and pasted here. The server never sees a choice or a secret.
import type { Context } from "hono";
import { stageAt } from "#core/offices/election.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Panel } from "#ui/components/panel/Panel.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { page } from "#ui/layout/respond.tsx";
import { castBallot } from "../commands/cast-ballot.ts";
import { speakAsTrustee } from "../commands/speak-as-trustee.ts";
import { electionSubject, getElection } from "../elections.ts";
import { BallotInput, TrusteeInput } from "../inputs.ts";
import { getSeat } from "../speaking.ts";
import { nowOf } from "./elections.tsx";
import { electionName, errorsOf, seatName } from "./words.ts";

export async function ballotPage(c: Context<Web>, problem?: Problem): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const id = c.req.param("id") ?? "";
  const { state } = await getElection(ctx, id);
  const seat = await getSeat(ctx, electionSubject(id));
  const call = state.calls.at(-1);
  refuseUnless(call !== undefined && stageAt(state, nowOf(c)) === "CALL", "wrong-state");
  refuseUnless(
    call.terms.voters.some((voter) => voter.seat === seat.code),
    "not-allowed",
  );
  const seats = await seatsNow(ctx);
  const before = call.ballots.filter((one) => one.seat === seat.code);
  const title = t("offices.vote.title");
  return page(
    c,
    { title, back: `/elections/${id}`, islands: ["ballot"], error: problem !== undefined },
    <div class="prose">
      <ErrorSummary t={t} errors={problem === undefined ? [] : errorsOf(t, problem, () => "ballot")} />
      <h1>{title}</h1>
      <p>{electionName(t, state)}</p>
      <p>
        {t("offices.vote.intro", {
          seat: seatName(t, seat.code, seats),
          until: t.instant(call.terms.closesAt),
        })}
      </p>
      {before.length > 0 && (
        <Inset>
          {t("offices.vote.again", { when: t.instant(before.at(-1)?.at ?? state.at), count: before.length })}
        </Inset>
      )}
      <section
        id="ballot-here"
        hidden
        data-file={`/elections/${id}/file`}
        data-seat={seat.code}
        data-call={String(call.terms.call)}
        data-working={t("offices.vote.working")}
        data-failed={t("offices.vote.failed")}
        data-missing={t("offices.vote.choose")}
      >
        <Radios
          t={t}
          name="choice"
          legend={t("offices.vote.legend")}
          items={[
            ...call.terms.choices.map((choice) => ({ value: choice, label: seatName(t, choice, seats) })),
            { value: "-", label: t("offices.vote.nobody") },
          ]}
        />
        <p class="quiet">{t("offices.vote.stays")}</p>
        <Button type="button" id="ballot-button">
          {t("offices.vote.submit")}
        </Button>
        <p role="status" data-part="status"></p>
      </section>
      <noscript>
        <p>{t("offices.vote.no-script")}</p>
      </noscript>
      <Details summary={t("offices.vote.command")}>
        <CommandLine
          t={t}
          command={`npx kimberlite ballot cast ${c.get("frame").baseUrl}/elections/${id}/file --as ${seat.code} --for ${call.terms.choices[0] ?? ""}`}
        />
        <form method="post" action={`/elections/${id}/ballot`} id="ballot-form" novalidate>
          <Textarea t={t} name="ballot" label={t("offices.label.ballot")} rows={4} />
          <Button tone="secondary">{t("offices.vote.send")}</Button>
        </form>
      </Details>
    </div>,
    problem?.status ?? 200,
  );
}

export async function takeBallot(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const id = c.req.param("id") ?? "";
  const form = await readForm(c);
  try {
    const input = BallotInput.safeParse({ ballot: squeezed(form.text("ballot")) });
    if (!input.success) throw fieldProblem("ballot", "not-a-ballot");
    const { seat, act } = await castBallot(ctx, id, input.data);
    return await page(
      c,
      { title: t("offices.vote.done") },
      <>
        <Panel title={t("offices.vote.done")}>
          {t("offices.vote.done-text", { seat: seatName(t, seat, await seatsNow(ctx)) })}
        </Panel>
        <p>
          <a href={`/log/acts/${act}`}>{t("offices.vote.receipt")}</a>
        </p>
        <p>
          <a href={`/elections/${id}`}>{t("offices.vote.back")}</a>
        </p>
      </>,
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "bad-input") throw error;
    return ballotPage(c, error);
  }
}

export async function trusteePage(c: Context<Web>, problem?: Problem): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const id = c.req.param("id") ?? "";
  const { state } = await getElection(ctx, id);
  const seat = await getSeat(ctx, electionSubject(id));
  refuseUnless(
    state.ceremony.terms.trustees.some((trustee) => trustee.id === seat.code),
    "not-allowed",
  );
  const seats = await seatsNow(ctx);
  const title = t("offices.trustee.title");
  const words = [
    "enrol",
    "deal",
    "confirm",
    "decrypt",
    "wait",
    "done",
    "not-this-secret",
    "message-of",
    "share-of",
    "not-a-trustee",
    "NO_BALLOTS",
    "SINGLE_BALLOT",
    "bad-secret",
    "failed",
  ] as const;
  return page(
    c,
    { title, back: `/elections/${id}`, islands: ["ballot"], error: problem !== undefined },
    <div class="prose">
      <ErrorSummary t={t} errors={problem === undefined ? [] : errorsOf(t, problem, () => "message")} />
      <h1>{title}</h1>
      <p>{electionName(t, state)}</p>
      <p>{t("offices.trustee.intro", { seat: seatName(t, seat.code, seats) })}</p>
      <section
        id="trustee-here"
        hidden
        data-file={`/elections/${id}/file`}
        data-seat={seat.code}
        {...Object.fromEntries(
          words.map((word) => [`data-${word.toLowerCase().replace("_", "-")}`, t(`offices.trustee.${word}`)]),
        )}
      >
        <TextInput
          t={t}
          name="secret"
          label={t("offices.trustee.secret")}
          hint={t("offices.trustee.secret-hint")}
          code
        />
        <p>
          <Button type="button" tone="secondary" id="secret-button">
            {t("offices.trustee.new-secret")}
          </Button>
        </p>
        <Button type="button" id="trustee-button">
          {t("offices.trustee.submit")}
        </Button>
        <p role="status" data-part="status"></p>
      </section>
      <noscript>
        <p>{t("offices.trustee.no-script")}</p>
      </noscript>
      <Details summary={t("offices.trustee.command")}>
        <CommandLine
          t={t}
          command={`npx kimberlite ballot secret > secret.txt\nnpx kimberlite ballot trustee ${c.get("frame").baseUrl}/elections/${id}/file --as ${seat.code} --secret secret.txt`}
        />
        <form method="post" action={`/elections/${id}/trustee`} id="trustee-form" novalidate>
          <Textarea
            t={t}
            name="message"
            label={t("offices.label.message")}
            hint={t("offices.hint.message")}
            rows={4}
          />
          <Button tone="secondary">{t("offices.vote.send")}</Button>
        </form>
      </Details>
    </div>,
    problem?.status ?? 200,
  );
}

export async function takeTrustee(c: Context<Web>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const form = await readForm(c);
  try {
    // "enrol 5f0a…", as the command prints it.
    const [step, ...rest] = form.text("message").split(/\s+/);
    const input = TrusteeInput.safeParse({ step, message: rest.join("") });
    if (!input.success) throw fieldProblem("message", "proof-wrong");
    await speakAsTrustee(c.get("ctx"), id, input.data);
    return c.redirect(`/elections/${id}#trustees`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "bad-input") throw error;
    return trusteePage(c, error);
  }
}

function CommandLine({ t, command }: { t: T; command: string }) {
  return (
    <div class="table-scroll" role="region" aria-label={t("offices.vote.command")} tabindex={0}>
      <pre class="code" dir="ltr">
        {command}
      </pre>
    </div>
  );
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, "");

function fieldProblem(field: string, code: string): Problem {
  return new Problem("bad-input", {}, { fields: [{ field, code }] });
}

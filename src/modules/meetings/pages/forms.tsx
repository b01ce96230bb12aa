// How a step's form is shown, sent back with what is wrong, checked, and done.
import type { Context } from "hono";
import { meetingKinds } from "#core/meetings/kinds.ts";
import { bodyCodes } from "#core/kp/bodies.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { pillarsKnown, seatsNow } from "#modules/governance/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { conveneMeeting } from "../commands/convene.ts";
import { formats } from "../facts.ts";
import { ConveneInput } from "../inputs.ts";
import { isAtTable } from "../policy.ts";
import { getMeeting, ownSeat } from "../queries.ts";
import type { Meeting } from "../queries.ts";
import type { Field, Step } from "../steps.ts";
import { enteredIn, inputFrom, parsedInput } from "./entered.ts";
import type { Entered } from "./entered.ts";
import { meetingName } from "../names.ts";
import { StepCheck, StepForm } from "./step-form.tsx";
import type { FormView } from "./step-form.tsx";

type C = Context<Web>;

const conveneFields: readonly Field[] = [
  { name: "kind", kind: meetingKinds },
  { name: "body", kind: bodyCodes, optional: true },
  { name: "number", kind: "session" },
  { name: "place", kind: "line", optional: true },
  { name: "country", kind: "country", optional: true },
  { name: "zone", kind: "zone" },
  { name: "from", kind: "date" },
  { name: "to", kind: "date" },
  { name: "format", kind: formats },
  { name: "chair", kind: "seat", optional: true },
  { name: "theme", kind: "title", optional: true },
];

export async function conveneForm(c: C): Promise<Response> {
  return showConvening(c, { format: ["HYBRID"], kind: ["PLENARY"], number: ["1"] }, undefined);
}

export async function takeConvening(c: C): Promise<Response> {
  const entered = enteredIn(await readForm(c));
  try {
    const raw = inputFrom(conveneFields, entered, undefined);
    const year = Number((entered["from"]?.[0] ?? "").slice(0, 4));
    const input = parsedInput(ConveneInput, { ...raw, ...(Number.isInteger(year) ? { year } : {}) });
    const { id } = await conveneMeeting(c.get("ctx"), input as ConveneInput);
    return c.redirect(`/meetings/${id}`, 303);
  } catch (error) {
    return showConvening(c, entered, refusalOf(error));
  }
}

async function showConvening(c: C, entered: Entered, problem: Problem | undefined): Promise<Response> {
  const t = c.get("t");
  const view = {
    verb: "convene",
    fields: conveneFields,
    action: "/meetings/new",
    meeting: undefined,
    seats: await seatsNow(c.get("ctx")),
    ownSeat: null,
    entered,
    problem,
  };
  return show(c, t("meetings.step.convene"), "/meetings", view);
}

export async function stepForm(c: C, step: Step): Promise<Response> {
  const meeting = await getMeeting(c.get("ctx"), c.req.param("id"));
  return showStep(c, step, meeting, proposals(c, step, meeting), undefined);
}

export async function takeStep(c: C, step: Step): Promise<Response> {
  const ctx = c.get("ctx");
  const meeting = await getMeeting(ctx, c.req.param("id"));
  const form = await readForm(c);
  const { confirmed, ...entered } = enteredIn(form);
  try {
    const input = parsedInput(step.schema, inputFrom(step.fields, entered, meeting));
    if (step.binding === true && step.fields.length > 0 && confirmed === undefined)
      return await showStep(c, step, meeting, entered, undefined, true);
    const done = await step.run(ctx, meeting.row.id, input as never);
    return c.redirect(placeOf(meeting.row.id, step.verb, done), 303);
  } catch (error) {
    return showStep(c, step, meeting, entered, refusalOf(error));
  }
}

/** A refusal that the form can show; everything else goes its way. */
function refusalOf(error: unknown): Problem {
  const shown = ["bad-input", "already-done", "wrong-state"];
  if (error instanceof Problem && shown.includes(error.code)) return error;
  throw error;
}

/** Where what was done can be seen. */
function placeOf(id: string, verb: string, done: object): string {
  const value = (name: string): string => String((done as Record<string, unknown>)[name]);
  if (verb === "statements" || verb === "answers") return `/meetings/${id}/statements/${value("statement")}`;
  if (verb === "documents") return `/meetings/${id}/documents/${value("document")}`;
  return `/meetings/${id}`;
}

/** What stands in a form before anybody typed: what is so now, or what a link named. */
function proposals(c: C, { fields, verb }: Step, { row }: Meeting): Entered {
  const asked = fields.flatMap(({ name }) => {
    const value = c.req.query(name);
    return value === undefined ? [] : [[name, [value.slice(0, 100)]] as const];
  });
  const { plan } = row;
  const now: Record<string, string | null> =
    verb === "change"
      ? {
          place: plan.place,
          country: plan.country,
          zone: plan.zone,
          from: plan.from,
          to: plan.to,
          format: plan.format,
          chair: plan.chair,
          "theme-en": plan.theme?.en ?? null,
          "theme-fr": plan.theme?.fr ?? null,
        }
      : verb === "session-plan"
        ? { date: plan.from }
        : { access: "PUBLIC", state: "PRESENT" };
  return {
    ...Object.fromEntries(
      Object.entries(now).flatMap(([name, value]) => (value === null ? [] : [[name, [value]]])),
    ),
    ...Object.fromEntries(asked),
  };
}

async function showStep(
  c: C,
  { verb, fields }: Step,
  meeting: Meeting,
  entered: Entered,
  problem: Problem | undefined,
  checking = false,
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const seat = await ownSeat(ctx, ctx.actor, meeting.row);
  const view = {
    verb,
    fields,
    action: `/meetings/${meeting.row.id}/${verb}`,
    meeting,
    seats: meeting.seats,
    ownSeat: seat?.code ?? null,
    entered,
    problem,
  };
  const title = checking ? t("meetings.form.check") : t(`meetings.step.${verb}` as "meetings.step.floor");
  return show(c, `${title}: ${meetingName(t, meeting.row)}`, `/meetings/${meeting.row.id}`, view, checking);
}

async function show(
  c: C,
  title: string,
  back: string,
  rest: Omit<FormView, "t" | "pillars" | "onlyOwnSeat">,
  checking = false,
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const view: FormView = {
    ...rest,
    t,
    pillars: await pillarsKnown(ctx),
    onlyOwnSeat: !isAtTable(ctx.actor),
  };
  return page(
    c,
    { title, back, error: rest.problem !== undefined, islands: ["forms"] },
    checking ? <StepCheck {...view} /> : <StepForm {...view} />,
    rest.problem?.status ?? 200,
  );
}

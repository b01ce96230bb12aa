// Every form of this module: what it asks, what it makes of the answers, and where it leads.
import { minimumRequirements, chairDuties, officeCodes } from "#core/kp/offices.ts";
import { electionEffects, nominationDays } from "#core/offices/election.ts";
import {
  admissionSteps,
  assessments,
  foldAdmission,
  foldHostSelection,
  hostSteps,
  measureKinds,
} from "#core/offices/procedures.ts";
import { z } from "@hono/zod-openapi";
import type { Form } from "#platform/http/forms.ts";
import type { T } from "#platform/i18n/translator.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import {
  admissionSubject,
  assessRequirement,
  notifyApplication,
  takeAdmissionStep,
} from "../commands/admit.ts";
import { callElection } from "../commands/call-election.ts";
import { doDuty, publishProgramme } from "../commands/chair-work.ts";
import {
  bidForHost,
  hostSubject,
  openHostSelection,
  takeHostStep,
  withdrawBid,
} from "../commands/choose-host.ts";
import { nameTrustees } from "../commands/name-trustees.ts";
import { standForElection, withdrawFromElection } from "../commands/stand-for-election.ts";
import { proposeMeasure, replyToMeasure, takeMeasure } from "../commands/take-measure.ts";
import { takeOffice } from "../commands/take-office.ts";
import { getAbout } from "../decided.ts";
import { readerOf } from "../elections.ts";
import * as inputs from "../inputs.ts";
import { chairs, delegates, keepers } from "../policy.ts";
import { actsOfProcedure } from "../store.ts";
import { officesForm } from "./forms.tsx";
import { itemsAbout } from "./item-choice.ts";
import type { Asked, FieldDef, OfficesForm } from "./forms.tsx";

const asIs =
  <Fields extends readonly FieldDef[]>(fields: (t: T) => Fields) =>
  async ({ t }: Asked): Promise<Fields> =>
    fields(t);

const given = (text: string): string | undefined => (text === "" ? undefined : text);
const lines = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
const number = (text: string): number | string => (/^\d{1,4}$/.test(text) ? Number(text) : text);

/** The floors that can be chosen for governments; the second group's follows the design for operational items. */
const floors: Readonly<Record<string, readonly [number, number]>> = {
  half: [1, 2],
  third: [1, 3],
  "two-thirds": [2, 3],
};

function groupsFrom(form: Form) {
  const governments = { id: "G", pillars: ["G"], floor: floors[form.text("floor")] };
  return form.text("electorate") === "all"
    ? [governments, { id: "O", pillars: ["I", "C"], floor: [1, 3] }]
    : [governments];
}

const officeField = (t: T): FieldDef => ({
  name: "office",
  as: "radios",
  items: officeCodes.map((value) => ({ value, label: t(`offices.office.${value}`) })),
});
const sourceField = (t: T): FieldDef => ({ name: "source", as: "text", hint: t("offices.hint.source") });
const itemField = (t: T, optional = false): FieldDef => ({
  name: "item",
  as: "text",
  hint: t("offices.hint.item"),
  optional,
});
const trusteeFields = (t: T): readonly FieldDef[] => [
  { name: "trustees", as: "lines", rows: 3, hint: t("offices.hint.trustees") },
  { name: "threshold", as: "text", width: 4, hint: t("offices.hint.threshold") },
];

export const forms: readonly OfficesForm[] = [
  officesForm({
    name: "election",
    path: "/elections/new",
    parent: () => "/elections",
    allow: keepers,
    initial: {
      threshold: "2",
      timeZone: "Etc/UTC",
      electorate: "governments",
      floor: "half",
      effect: "DECIDES",
    },
    fields: asIs((t): readonly FieldDef[] => [
      officeField(t),
      { name: "year", as: "text", width: 4 },
      {
        name: "practice",
        as: "checkboxes",
        optional: true,
        items: [{ value: "yes", label: t("offices.practice") }],
      },
      { name: "minutes", as: "text", width: 4, optional: true, hint: t("offices.hint.minutes") },
      {
        name: "effect",
        as: "radios",
        items: electionEffects.map((value) => ({ value, label: t(`offices.effect.${value}`) })),
      },
      itemField(t, true),
      {
        name: "electorate",
        as: "radios",
        items: (["governments", "all"] as const).map((value) => ({
          value,
          label: t(`offices.electorate.${value}`),
        })),
      },
      {
        name: "floor",
        as: "radios",
        items: (["half", "third", "two-thirds"] as const).map((value) => ({
          value,
          label: t(`offices.floor.${value}`),
        })),
      },
      { name: "nominationsUntil", as: "date", optional: true },
      {
        name: "callsFrom",
        as: "date",
        optional: true,
        hint: t("offices.hint.calls-from", { days: nominationDays }),
      },
      { name: "timeZone", as: "text", width: 20, hint: t("offices.hint.time-zone") },
      ...trusteeFields(t),
      sourceField(t),
    ]),
    schema: inputs.ElectionInput,
    read: (form) => ({
      office: form.text("office"),
      year: number(form.text("year")),
      effect: form.text("effect"),
      item: given(form.text("item")),
      practice: form.has("practice"),
      ...(form.text("minutes") === "" ? {} : { minutes: number(form.text("minutes")) }),
      groups: groupsFrom(form),
      most: 1,
      nominationsUntil: given(form.text("nominationsUntil")),
      callsFrom: given(form.text("callsFrom")),
      timeZone: form.text("timeZone"),
      trustees: lines(form.text("trustees")),
      threshold: number(form.text("threshold")),
      source: form.text("source"),
    }),
    run: async (ctx, _id, input) => `/elections/${(await callElection(ctx, input)).id}`,
  }),
  officesForm({
    name: "stand",
    path: "/elections/:id/stand",
    parent: (id) => `/elections/${id}`,
    allow: delegates,
    fields: asIs((): readonly FieldDef[] => [{ name: "statement", as: "lines" }]),
    schema: inputs.NominationInput,
    read: (form) => ({ statement: form.text("statement") }),
    run: async (ctx, id, input) => {
      await standForElection(ctx, id, input);
      return `/elections/${id}`;
    },
  }),
  officesForm({
    name: "withdraw",
    path: "/elections/:id/withdraw",
    parent: (id) => `/elections/${id}`,
    allow: delegates,
    grave: true,
    fields: asIs((): readonly FieldDef[] => []),
    schema: z.strictObject({}),
    read: () => ({}),
    run: async (ctx, id) => {
      await withdrawFromElection(ctx, id);
      return `/elections/${id}`;
    },
  }),
  officesForm({
    name: "trustees",
    path: "/elections/:id/trustees",
    parent: (id) => `/elections/${id}`,
    allow: keepers,
    initial: { threshold: "2" },
    fields: asIs((t): readonly FieldDef[] => [...trusteeFields(t), { name: "reason", as: "text" }]),
    schema: inputs.TrusteesInput,
    read: (form) => ({
      trustees: lines(form.text("trustees")),
      threshold: number(form.text("threshold")),
      reason: form.text("reason"),
    }),
    run: async (ctx, id, input) => {
      await nameTrustees(ctx, id, input);
      return `/elections/${id}`;
    },
  }),
  officesForm({
    name: "programme",
    path: "/offices/programme",
    parent: () => "/offices",
    allow: chairs,
    fields: asIs((t): readonly FieldDef[] => [
      { name: "year", as: "text", width: 4 },
      { name: "text", as: "lines", rows: 10 },
      { name: "goals", as: "lines", hint: t("offices.hint.goals") },
    ]),
    schema: inputs.ProgrammeInput,
    read: (form) => ({
      year: number(form.text("year")),
      text: form.text("text"),
      goals: lines(form.text("goals")),
    }),
    run: async (ctx, _id, input) => {
      await publishProgramme(ctx, input);
      return "/offices#programme";
    },
  }),
  officesForm({
    name: "duty",
    path: "/offices/duty",
    parent: () => "/offices",
    allow: chairs,
    fields: asIs((t): readonly FieldDef[] => [
      {
        name: "duty",
        as: "select",
        items: chairDuties.map(({ code }) => ({ value: code, label: t(`offices.duty.${code}`) })),
      },
      { name: "year", as: "text", width: 4 },
      { name: "note", as: "lines", rows: 3 },
    ]),
    schema: inputs.DutyInput,
    read: (form) => ({ duty: form.text("duty"), year: number(form.text("year")), note: form.text("note") }),
    run: async (ctx, _id, input) => {
      await doDuty(ctx, input);
      return "/offices#duties";
    },
  }),
  officesForm({
    name: "take-office",
    path: "/offices/take",
    parent: () => "/offices",
    allow: keepers,
    fields: asIs((t): readonly FieldDef[] => [
      officeField(t),
      { name: "year", as: "text", width: 4 },
      { name: "holder", as: "text", width: 4, hint: t("offices.hint.participant") },
      { name: "proof", as: "text", hint: t("offices.hint.proof") },
    ]),
    schema: inputs.OfficeInput,
    read: (form) => ({
      office: form.text("office"),
      year: number(form.text("year")),
      holder: form.text("holder"),
      proof: form.text("proof"),
    }),
    run: async (ctx, _id, input) => {
      await takeOffice(ctx, input);
      return "/offices";
    },
  }),
  officesForm({
    name: "host",
    path: "/secretariat-host/new",
    parent: () => "/secretariat-host",
    allow: keepers,
    fields: asIs((t): readonly FieldDef[] => [
      { name: "title", as: "text" },
      { name: "criteria", as: "lines", hint: t("offices.hint.criteria") },
      { name: "bidsUntil", as: "date" },
      sourceField(t),
    ]),
    schema: inputs.HostSelectionInput,
    read: (form) => ({
      title: form.text("title"),
      criteria: lines(form.text("criteria")),
      bidsUntil: form.text("bidsUntil"),
      source: form.text("source"),
    }),
    run: async (ctx, _id, input) => `/secretariat-host/${(await openHostSelection(ctx, input)).id}`,
  }),
  officesForm({
    name: "bid",
    path: "/secretariat-host/:id/bid",
    parent: (id) => `/secretariat-host/${id}`,
    allow: delegates,
    async fields({ ctx, id }) {
      const selection = foldHostSelection(id, await actsOfProcedure(readerOf(ctx), hostSubject(id)));
      return [
        { name: "place", as: "text" },
        ...(selection?.opened.criteria ?? []).map((label, i): FieldDef => ({
          name: `answers-${i}`,
          label,
          as: "lines",
          rows: 4,
        })),
      ];
    },
    schema: inputs.BidInput,
    read: (form) => ({
      place: form.text("place"),
      answers: form
        .all()
        .filter(([name]) => /^answers-\d{1,2}$/.test(name))
        .sort(([a], [b]) => Number(a.slice(8)) - Number(b.slice(8)))
        .map(([, text]) => text),
    }),
    run: async (ctx, id, input) => {
      await bidForHost(ctx, id, input);
      return `/secretariat-host/${id}`;
    },
  }),
  officesForm({
    name: "bid-withdrawal",
    path: "/secretariat-host/:id/withdraw",
    parent: (id) => `/secretariat-host/${id}`,
    allow: delegates,
    grave: true,
    fields: asIs((): readonly FieldDef[] => [{ name: "reason", as: "lines", rows: 3 }]),
    schema: inputs.ReasonInput,
    read: (form) => ({ reason: form.text("reason") }),
    run: async (ctx, id, input) => {
      await withdrawBid(ctx, id, input);
      return `/secretariat-host/${id}`;
    },
  }),
  officesForm({
    name: "host-step",
    path: "/secretariat-host/:id/step",
    parent: (id) => `/secretariat-host/${id}`,
    allow: keepers,
    fields: asIs((t) =>
      stepFields(
        t,
        hostSteps.map((value) => ({ value, label: t(`offices.step.${value}`) })),
      ),
    ),
    schema: inputs.HostStepInput,
    read: readStep,
    run: async (ctx, id, input) => {
      await takeHostStep(ctx, id, input);
      return `/secretariat-host/${id}`;
    },
  }),
  officesForm({
    name: "admission",
    path: "/admissions/new",
    parent: () => "/admissions",
    allow: keepers,
    fields: asIs((t): readonly FieldDef[] => [
      { name: "applicant", as: "text", width: 4, hint: t("offices.hint.participant") },
      { name: "name-en", as: "text" },
      { name: "name-fr", as: "text" },
      { name: "notified", as: "date" },
      sourceField(t),
    ]),
    schema: inputs.AdmissionInput,
    read: (form) => ({
      applicant: form.text("applicant"),
      names: { en: form.text("name-en"), fr: form.text("name-fr") },
      notified: form.text("notified"),
      source: form.text("source"),
    }),
    run: async (ctx, _id, input) => `/admissions/${(await notifyApplication(ctx, input)).id}`,
  }),
  officesForm({
    name: "assessment",
    path: "/admissions/:id/assess",
    parent: (id) => `/admissions/${id}`,
    allow: keepers,
    fields: asIs((t): readonly FieldDef[] => [
      {
        name: "requirement",
        as: "select",
        items: minimumRequirements.map(({ code }) => ({
          value: code,
          label: t(`offices.requirement.${code}`),
        })),
      },
      {
        name: "assessment",
        as: "radios",
        items: assessments.map((value) => ({ value, label: t(`offices.assessment.${value}`) })),
      },
      { name: "note", as: "lines", rows: 4 },
    ]),
    schema: inputs.AssessmentInput,
    read: (form) => ({
      requirement: form.text("requirement"),
      assessment: form.text("assessment"),
      note: form.text("note"),
    }),
    run: async (ctx, id, input) => {
      await assessRequirement(ctx, id, input);
      return `/admissions/${id}`;
    },
  }),
  officesForm({
    name: "admission-step",
    path: "/admissions/:id/step",
    parent: (id) => `/admissions/${id}`,
    allow: keepers,
    async fields({ t, ctx, id }) {
      const admission = foldAdmission(id, await actsOfProcedure(readerOf(ctx), admissionSubject(id)));
      return stepFields(
        t,
        admissionSteps.map((value) => ({ value, label: t(`offices.step.${value}`) })),
        await itemsAbout(ctx, t, admission?.notified.applicant ?? "", true),
      );
    },
    schema: inputs.AdmissionStepInput,
    read: readStep,
    run: async (ctx, id, input) => {
      await takeAdmissionStep(ctx, id, input);
      return `/admissions/${id}`;
    },
  }),
  officesForm({
    name: "measure",
    path: "/measures/new",
    parent: () => "/measures",
    allow: [...delegates, ...keepers],
    async fields({ t, ctx, answered }) {
      const { participants } = await schemeFacts(ctx);
      return [
        {
          name: "participant",
          as: "select",
          items: participants.map(({ code }) => ({ value: code, label: t.country(code) })),
        },
        {
          name: "measure",
          as: "radios",
          items: measureKinds.map((value) => ({ value, label: t(`offices.measure.${value}`) })),
        },
        { name: "grounds", as: "lines" },
        { name: "zones", as: "lines", rows: 3, optional: true, hint: t("offices.hint.zones") },
        await itemsAbout(ctx, t, answered("participant")),
      ];
    },
    schema: inputs.MeasureInput,
    read: (form) => ({
      participant: form.text("participant"),
      measure: form.text("measure"),
      grounds: form.text("grounds"),
      zones: lines(form.text("zones")),
      item: form.text("item"),
    }),
    async check(ctx, { item, participant }) {
      await getAbout(ctx, item, participant, "item");
    },
    run: async (ctx, _id, input) => `/measures/${(await proposeMeasure(ctx, input)).id}`,
  }),
  officesForm({
    name: "reply",
    path: "/measures/:id/reply",
    parent: (id) => `/measures/${id}`,
    allow: delegates,
    fields: asIs((): readonly FieldDef[] => [{ name: "text", as: "lines", rows: 10 }]),
    schema: inputs.ReplyInput,
    read: (form) => ({ text: form.text("text") }),
    run: async (ctx, id, input) => {
      await replyToMeasure(ctx, id, input);
      return `/measures/${id}`;
    },
  }),
  officesForm({
    name: "take-measure",
    path: "/measures/:id/take",
    parent: (id) => `/measures/${id}`,
    allow: keepers,
    grave: true,
    fields: asIs((): readonly FieldDef[] => [{ name: "from", as: "date" }]),
    schema: inputs.MeasureTakenInput,
    read: (form) => ({ from: form.text("from") }),
    run: async (ctx, id, input) => {
      await takeMeasure(ctx, id, input);
      return `/measures/${id}`;
    },
  }),
];

function stepFields(
  t: T,
  items: readonly { value: string; label: string }[],
  item = itemField(t, true),
): readonly FieldDef[] {
  return [
    { name: "step", as: "select", items },
    { name: "day", as: "date" },
    { name: "note", as: "lines", rows: 4 },
    item,
  ];
}

function readStep(form: Form): unknown {
  return {
    step: form.text("step"),
    day: form.text("day"),
    note: form.text("note"),
    item: given(form.text("item")),
  };
}

// The question of a draft "mined here, or imported before?", kept as it was typed, and what the commands make of it.
// The amounts drawn are keyed by what they are drawn from and what they become: "7102.10:SL:7102.31".
import { z } from "@hono/zod-openapi";
import { lossKinds } from "#core/certificate/origin/balance.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import { isDate } from "#core/kp/dates.ts";
import { isRoughCode, roughGoods } from "#core/kp/goods.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { Amount, problemOf, readCarats, valueOf } from "../drafts/amount.ts";
import { minedAnswers } from "./inputs.ts";
import type { PaperInput, SourceInput, SourcingInput } from "./inputs.ts";

export const DraftPaper = z.object({
  participant: z.string().default(""),
  number: z.string().default(""),
  issuedOn: z.string().default(""),
  receivedOn: z.string().default(""),
  /** Countries of origin as typed: one, several, or none where the paper shows asterisks. */
  origins: z.array(z.string()).default([]),
  /** By code, as the three lines of a certificate. */
  carats: z.record(z.string(), Amount).default({}),
});
export type DraftPaper = z.infer<typeof DraftPaper>;

export const DraftSource = z.object({
  /** Public id of a certificate on this register; empty for a paper. */
  certificate: z.string().default(""),
  paper: DraftPaper.prefault({}),
  draws: z.record(z.string(), Amount).default({}),
  loss: z
    .object({
      pool: z.string().default(""),
      kind: z.string().default(""),
      carats: Amount.prefault({}),
      reason: z.string().default(""),
    })
    .prefault({}),
});
export type DraftSource = z.infer<typeof DraftSource>;

export const DraftSourcing = z.object({
  mined: z.enum(["", ...minedAnswers]).default(""),
  zone: z.string().default(""),
  sources: z.array(DraftSource).default([]),
});
export type DraftSourcing = z.infer<typeof DraftSourcing>;

export const mostSources = 20;

export const drawKey = (code: string, origin: string | null, becomes: string): string =>
  `${code}:${origin ?? ""}:${becomes}`;
export const poolKey = (code: string, origin: string | null): string => `${code}:${origin ?? ""}`;

export const isBlankAmount = ({ text }: Amount): boolean => text === "";

export interface ReadSourcing {
  readonly input: SourcingInput | undefined;
  /** What cannot be read as typed; fields are those of the form. */
  readonly problems: readonly FieldProblem[];
  /** For each source of the input, its place in the form and the keys of its draws. */
  readonly places: readonly { readonly place: number; readonly draws: readonly string[] }[];
}

/** What can be understood of it; a paper that is not whole yet is left out, with its problems. */
export function readSourcing(draft: DraftSourcing): ReadSourcing {
  const { mined, zone } = draft;
  if (mined === "") return { input: undefined, problems: [{ field: "mined", code: "empty" }], places: [] };
  const problems: FieldProblem[] = [];
  const sources: SourceInput[] = [];
  const places: { place: number; draws: readonly string[] }[] = [];
  for (const [place, source] of (mined === "HERE" ? [] : draft.sources).entries()) {
    const at = `s.${place}`;
    const paper = source.certificate === "" ? readPaper(source.paper, at, problems) : undefined;
    const draws = Object.entries(source.draws).flatMap(([key, amount]) => {
      if (isBlankAmount(amount)) return [];
      const carats = readAmount(amount, `${at}.draw.${key}`, problems);
      const [code = "", origin = "", becomes = ""] = key.split(":");
      if (carats === undefined || !isRoughCode(code) || !isRoughCode(becomes)) return [];
      return [{ key, draw: { code, becomes, carats, ...(origin === "" ? {} : { origin }) } }];
    });
    const losses = readLoss(source.loss, at, problems);
    if (source.certificate === "" && paper === undefined) continue;
    sources.push({
      ...(paper === undefined ? { certificate: source.certificate } : { paper }),
      draws: draws.map(({ draw }) => draw),
      losses,
    });
    places.push({ place, draws: draws.map(({ key }) => key) });
  }
  return { input: { mined, sources, ...(zone === "" ? {} : { zone }) }, problems, places };
}

/** The field of the form for a field of the command: "sources.0.draws.1.carats" → "s.0.draw.7102.31:SL:7102.31". */
export function formField(field: string, places: ReadSourcing["places"]): string {
  const [, source, part, row, detail] =
    /^sources\.(\d+)(?:\.(draws|losses)\.(\d+)(?:\.(\w+))?)?$/.exec(field) ?? [];
  const known = places[Number(source)];
  if (source === undefined || known === undefined) return field;
  const at = `s.${known.place}`;
  if (part === "draws") return `${at}.draw.${known.draws[Number(row)] ?? ""}`;
  return part === "losses" ? `${at}.loss.${detail === "reason" ? "reason" : "carats"}` : at;
}

/** The draft that mends an application says again what the application said. */
export function draftOfSourcing(sourcing: SourcingInput | undefined): DraftSourcing {
  if (sourcing === undefined) return DraftSourcing.parse({});
  return DraftSourcing.parse({
    mined: sourcing.mined,
    zone: sourcing.zone ?? "",
    sources: sourcing.sources.map(({ certificate = "", paper, draws, losses: [loss] }) => ({
      certificate,
      ...(paper === undefined ? {} : { paper: draftOfPaper(paper) }),
      draws: Object.fromEntries(
        draws.map(({ code, origin, becomes, carats }) => [
          drawKey(code, origin ?? null, becomes ?? code),
          readCarats(carats, "en"),
        ]),
      ),
      ...(loss === undefined
        ? {}
        : {
            loss: {
              pool: poolKey(loss.code, loss.origin ?? null),
              kind: loss.kind,
              carats: readCarats(loss.carats, "en"),
              reason: loss.reason,
            },
          }),
    })),
  });
}

function draftOfPaper({ participant, number, issuedOn, receivedOn, origin, lines }: PaperInput): DraftPaper {
  return {
    participant,
    number,
    issuedOn,
    receivedOn,
    origins: origin.kind === "SINGLE" ? [origin.country] : [...origin.listed],
    carats: Object.fromEntries(lines.map(({ code, carats }) => [code, readCarats(carats, "en")])),
  };
}

function readPaper(paper: DraftPaper, at: string, problems: FieldProblem[]): PaperInput | undefined {
  const before = problems.length;
  const add = (field: string, code: string): void => void problems.push({ field: `${at}.${field}`, code });
  if (paper.participant === "") add("participant", "empty");
  if (paper.number === "") add("number", "empty");
  for (const field of ["issuedOn", "receivedOn"] as const)
    if (!isDate(paper[field])) add(field, paper[field] === "" ? "empty" : "not-a-date");
  const lines = roughGoods.flatMap(({ code }) => {
    const amount = paper.carats[code];
    if (amount === undefined || isBlankAmount(amount)) return [];
    const carats = readAmount(amount, `${at}.carats.${code}`, problems);
    return carats === undefined ? [] : [{ code, carats }];
  });
  if (lines.length === 0 && problems.length === before) add(`carats.${roughGoods[0]?.code ?? ""}`, "empty");
  if (problems.length > before) return undefined;
  const { participant, number, issuedOn, receivedOn, origins } = paper;
  const [only] = origins;
  const origin: PaperInput["origin"] =
    only !== undefined && origins.length === 1
      ? { kind: "SINGLE", country: only }
      : { kind: "MIXED", listed: [...origins] };
  return { participant, number, issuedOn, receivedOn, origin, lines };
}

function readLoss(loss: DraftSource["loss"], at: string, problems: FieldProblem[]): SourceInput["losses"] {
  if (isBlankAmount(loss.carats) && loss.kind === "" && loss.reason === "") return [];
  const carats = readAmount(loss.carats, `${at}.loss.carats`, problems);
  const kind = lossKinds.find((known) => known === loss.kind);
  const [code = "", origin = ""] = loss.pool.split(":");
  if (kind === undefined) problems.push({ field: `${at}.loss.kind`, code: "empty" });
  if (!isRoughCode(code)) problems.push({ field: `${at}.loss.pool`, code: "empty" });
  if (carats === undefined || kind === undefined || !isRoughCode(code)) return [];
  return [{ code, carats, kind, reason: loss.reason, ...(origin === "" ? {} : { origin }) }];
}

function readAmount(amount: Amount, field: string, problems: FieldProblem[]): string | undefined {
  const value = valueOf(amount);
  if (value !== undefined) return caratsToString(value);
  problems.push({ field, code: problemOf(amount) ?? "empty" });
  return undefined;
}

/** What unsorted goods may become, and sorted ones stay. */
export function becomings(code: RoughCode): readonly RoughCode[] {
  return code === "7102.10" ? roughGoods.map((goods) => goods.code) : [code];
}

// What the form of a return is made of.
import type { Observation } from "#core/statistics/observation.ts";
import type { ReturnPeriod } from "#core/statistics/calendar.ts";
import type { Certified } from "#core/statistics/screening/certified.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { DraftData } from "../drafts/data.ts";
import type { ReturnKey } from "../queries.ts";
import type { FilingRow } from "../store.ts";

export interface FormView {
  readonly t: T;
  readonly key_: ReturnKey;
  readonly data: DraftData;
  readonly standing: FilingRow | undefined;
  /** Figures of earlier periods, the nearest first. */
  readonly beside: readonly { readonly period: ReturnPeriod; readonly figures: readonly Observation[] }[];
  readonly certified: Certified | undefined;
  readonly problems: readonly FieldProblem[];
  /** Somebody has saved it before, or a file was read into it. */
  readonly saved: { readonly by: string; readonly at: string; readonly file: string | null } | undefined;
}

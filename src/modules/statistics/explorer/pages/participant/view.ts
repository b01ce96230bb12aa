// What the page of one Participant is made of.
import type { Flow, Observation } from "#core/statistics/observation.ts";
import type { MirrorLine } from "#core/statistics/reconcile/mirror.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import type { Ladder } from "#core/statistics/views/ladder.ts";
import type { Link } from "#core/statistics/views/partners.ts";
import type { OwedReturn } from "../../../filing-performance/queries.ts";
import type { Page } from "../frame.tsx";

export interface ParticipantView {
  readonly page: Page;
  readonly code: string;
  /** All of its own figures. */
  readonly observations: readonly Observation[];
  readonly owed: readonly OwedReturn[];
  readonly years: readonly number[];
  readonly year: number;
  /** The figure whose restatements are shown. */
  readonly flow: Flow;
  readonly measure: Measure;
  readonly ladders: readonly Ladder[];
  readonly exports: readonly Link[];
  readonly imports: readonly Link[];
  readonly mirror: readonly MirrorLine[];
}

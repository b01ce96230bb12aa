// What the page of the register and its figures are made of.
import type { Participant } from "#core/kp/participants.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Register } from "../queries.ts";

export interface RegisterView {
  readonly t: T;
  readonly register: Register;
  readonly participants: readonly Participant[];
  /** UTC instant. */
  readonly now: string;
  /** The address of the file. */
  readonly csv: string;
}

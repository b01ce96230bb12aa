// What may be wrong with a certificate's content, as a closed list: each code is one sentence in every language.
import { findTextFault } from "./text.ts";
import type { TextFault } from "./text.ts";

export type ContentProblemCode =
  | `TEXT_${TextFault}`
  | "PARTICIPANT_UNKNOWN"
  | "AUTHORITY_CODE"
  | "PUBLIC_ID"
  | "NUMBER_FORMAT"
  | "NUMBER_NOT_AS_PRINTED"
  | "NUMBER_NOT_ALLOTTED"
  | "NUMBER_OF_ANOTHER_YEAR"
  | "DATE_INVALID"
  | "ISSUED_IN_FUTURE"
  | "EXPIRY_BEFORE_ISSUE"
  | "EXPIRY_TOO_LATE"
  | "ALREADY_EXPIRED"
  | "NOT_VALIDATED"
  | "VALIDATED_BEFORE_ISSUE"
  | "VALIDATED_AFTER_EXPIRY"
  | "VALIDATED_IN_FUTURE"
  | "COUNTRY_UNKNOWN"
  | "PARCELS_OUT_OF_RANGE"
  | "NO_LINES"
  | "TOO_MANY_LINES"
  | "CODE_REFUSED"
  | "CODE_NOT_AS_PRINTED"
  | "CARATS_NOT_POSITIVE"
  | "CARATS_TOO_LARGE"
  | "VALUE_NOT_POSITIVE"
  | "VALUE_TOO_LARGE"
  | "ORIGIN_REPEATED"
  | "ORIGIN_NOT_MIXED"
  | "TOO_MANY_ORIGINS"
  | "ORIGINS_MAY_NOT_BE_LISTED"
  | "ORIGIN_OF_LINE_DIFFERS"
  | "ORIGIN_MAY_NOT_BE_TRADED"
  | "ISSUER_MAY_NOT_TRADE"
  | "ISSUER_NOT_RECOGNISED"
  | "IMPORTER_MAY_NOT_TRADE"
  | "IMPORTER_NOT_RECOGNISED"
  | "NOT_AN_EXPORT"
  | "NO_SEAL"
  | "PARCEL_NUMBER_DIFFERS"
  | "TOO_MANY_CONTAINERS"
  | "SEAL_REPEATED"
  | "TOO_LONG_FOR_CODE";

export interface ContentProblem {
  /** Path of the field: "lines.0.carats". */
  readonly field: string;
  readonly code: ContentProblemCode;
  /** What the sentence names. */
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Problems {
  add(field: string, code: ContentProblemCode, values?: ContentProblem["values"]): void;
  /** Whether the text may be printed; what is wrong with it is added. */
  text(field: string, text: string, longest: number): boolean;
  none(): boolean;
  all(): readonly ContentProblem[];
}

export function problemList(): Problems {
  const found: ContentProblem[] = [];
  const add: Problems["add"] = (field, code, values = {}) => {
    found.push({ field, code, values });
  };
  return {
    add,
    text(field, text, longest) {
      const fault = findTextFault(text, longest);
      if (fault !== undefined) add(field, `TEXT_${fault}`, fault === "TOO_LONG" ? { most: longest } : {});
      return fault === undefined;
    },
    none: () => found.length === 0,
    all: () => found,
  };
}

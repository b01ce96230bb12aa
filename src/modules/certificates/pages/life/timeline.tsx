// The history of a certificate as a list: what happened, when, by whose act, what shows it; then the steps to come, each
// with its due date where a rule sets one. The list is the accessible form; the line beside it only decorates it.
import { isWithdrawn } from "#core/certificate/life.ts";
import type { CertificateState, LifeEventKind } from "#core/certificate/life.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { TimelineEvent } from "#ui/components/timeline/Timeline.tsx";
import type { EventRow } from "../../life/store.ts";
import type { CertificateRow } from "../../store.ts";

export interface History {
  readonly t: T;
  readonly row: CertificateRow;
  readonly events: readonly EventRow[];
  readonly now: string;
  readonly nameOf: (authority: string) => string;
}

export function timelineOf(history: History): readonly TimelineEvent[] {
  return [...past(history), ...toCome(history)];
}

interface Happened {
  readonly kind: LifeEventKind | "copied" | "expires";
  readonly at: string;
  readonly authority?: string;
  readonly facts?: EventRow["facts"];
}

function past({ t, row, events, now, nameOf }: History): readonly TimelineEvent[] {
  const own = (kind: Happened["kind"], at: string | null, authority = row.authority): readonly Happened[] =>
    at === null ? [] : [{ kind, at, authority }];
  const happened: readonly Happened[] = [
    ...own("issued", row.issued_at),
    ...own("validated", row.validated_at),
    ...row.prints.flatMap(({ at, copy }) => own(copy ? "copied" : "printed", at)),
    ...own("exported", row.exported_at),
    ...events,
    ...own("confirmed", row.confirmed_at, row.importing_authority ?? row.authority),
    ...(row.confirmed_at === null && row.expires_at <= now
      ? [{ kind: "expires", at: row.expires_at } as const]
      : []),
  ];
  return happened
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ kind, at, authority }) => ({
      title: t(`life.event.${kind}`),
      when: t.instant(at),
      datetime: at,
      ...(authority === undefined ? {} : { by: nameOf(authority) }),
      ...toneOf(kind, row),
    }));
}

const tones: Readonly<Partial<Record<Happened["kind"], NonNullable<TimelineEvent["tone"]>>>> = {
  lost: "bad",
  stolen: "bad",
  invalidated: "bad",
  forfeited: "bad",
  detained: "bad",
  "fake-reported": "bad",
  "sent-back": "warn",
  replaced: "warn",
  returned: "warn",
  endorsed: "warn",
  found: "warn",
  expires: "warn",
  declined: "warn",
  asked: "warn",
  released: "good",
};

function toneOf(kind: Happened["kind"], row: CertificateRow): Pick<TimelineEvent, "tone"> {
  if (kind === "confirmed") return { tone: row.confirmation?.outcome === "discrepancy" ? "warn" : "good" };
  const tone = tones[kind];
  return tone === undefined ? {} : { tone };
}

const mainLine = ["validated", "printed", "exported", "presented", "confirmed"] as const;
/** How many steps of the main line are behind each state. */
const behind: Readonly<Partial<Record<CertificateState, number>>> = {
  ISSUED: 0,
  VALIDATED: 1,
  PRINTED: 2,
  EXPORTED: 3,
  PRESENTED: 4,
};

function toCome({ t, row, now }: History): readonly TimelineEvent[] {
  const done = behind[row.state];
  const expired = row.expires_at <= now;
  if (done === undefined || isWithdrawn(row.state)) return [];
  const due = {
    validated: row.expires_on,
    printed: null,
    exported: row.expires_on,
    presented: row.marks.noticed?.expectedOn ?? row.expires_on,
    confirmed: row.confirmation_due,
  };
  // What ran out is not validated, printed or sent any more; what arrived in time is still confirmed.
  const steps = mainLine.slice(done).filter((step) => !expired || (step === "confirmed" && done === 4));
  return steps.map((step) => expected(t, t(`life.event.${step}`), due[step]));
}

function expected(t: T, title: string, due: string | null): TimelineEvent {
  return {
    title,
    when: due === null ? t("life.event.no-date") : t("life.event.due", { date: t.date(due) }),
    ...(due === null ? {} : { datetime: due }),
    expected: true,
  };
}

// The history of a certificate as a list: what happened, when, by whose act, what shows it; then the steps to come, each
// with its due date where a rule sets one. The list is the accessible form; the line beside it only decorates it.
import { isWithdrawn } from "#core/certificate/life.ts";
import type { CertificateState, LifeEventKind } from "#core/certificate/life.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { TimelineEvent } from "#ui/components/timeline/Timeline.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import type { EvidenceFile } from "../../life/facts.ts";
import type { EventRow } from "../../life/store.ts";
import type { CertificateRow } from "../../store.ts";
import type { HistoryRules } from "./history-rules.ts";
import { answerText } from "./step-form.tsx";

export interface History {
  readonly t: T;
  readonly row: CertificateRow;
  readonly events: readonly EventRow[];
  readonly now: string;
  readonly nameOf: (authority: string) => string;
  /** With what each act says; a certificate's own page leaves that to the whole history. */
  readonly whole?: boolean;
  /** What national rules set for the steps to come, where they are shown. */
  readonly rules?: HistoryRules;
  /** The reader's own authority: it reads the names of its people, and nobody else's. */
  readonly own?: string;
}

export function timelineOf(history: History): readonly TimelineEvent[] {
  return [...past(history), ...toCome(history)];
}

interface Happened {
  readonly kind: LifeEventKind | "copied" | "expires";
  readonly at: string;
  readonly authority?: string;
  readonly name?: string;
  readonly facts?: EventRow["facts"];
}

function whoOf({ t, nameOf, own }: History, { authority, name }: Happened): string | undefined {
  if (authority === undefined) return undefined;
  return name !== undefined && authority === own
    ? t("life.timeline.person", { name, authority: nameOf(authority) })
    : nameOf(authority);
}

const told = [
  "on",
  "place",
  "reason",
  "what",
  "carrier",
  "airwayBill",
  "expectedOn",
  "containerIntact",
  "certificateIntact",
  "field",
  "seal",
  "note",
] as const;

/** What the act says, in words, with the files that show it. */
function Told({
  history: { t, row },
  at,
  facts,
}: {
  history: History;
  at: string;
  facts: EventRow["facts"];
}) {
  const id = row.public_id.toString("hex");
  const rows = told.flatMap((field) => {
    const value = facts[field];
    if (typeof value !== "string" && typeof value !== "boolean") return [];
    // The day is told where it is another than that of the act.
    if (field === "on" && at.startsWith(String(value))) return [];
    return [{ key: t(`life.told.${field}`), value: answerText(t, field, String(value)) }];
  });
  const evidence = (facts["evidence"] ?? []) as readonly EvidenceFile[];
  return (
    <>
      {rows.length > 0 && <SummaryList rows={rows} />}
      {typeof facts["value"] === "string" && (
        <p>
          {t("life.timeline.before", { value: String(facts["before"]) })}
          <br />
          {t("life.timeline.now", { value: facts["value"] })}
        </p>
      )}
      {typeof facts["replacement"] === "string" && (
        <p>
          {t("life.timeline.replaced-by")}{" "}
          <a href={`/certificates/${facts["replacement"]}`}>{t("certificate.application.to-certificate")}</a>
        </p>
      )}
      {evidence.map(({ name, digest }) => (
        <p>
          <a href={`/certificates/${id}/evidence/${digest}`}>{t("life.timeline.evidence", { name })}</a>
        </p>
      ))}
    </>
  );
}

function past(history: History): readonly TimelineEvent[] {
  const { t, row, events, now } = history;
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
    .map((event) => ({
      title: t(`life.event.${event.kind}`),
      when: t.instant(event.at),
      datetime: event.at,
      by: whoOf(history, event),
      ...toneOf(event.kind, row),
      children:
        event.facts === undefined || history.whole !== true ? undefined : (
          <Told history={history} at={event.at} facts={event.facts} />
        ),
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

function toCome({ t, row, now, rules }: History): readonly TimelineEvent[] {
  const done = behind[row.state];
  const expired = row.expires_at <= now;
  const detention = row.state === "DETAINED" ? rules?.detention : undefined;
  if (detention !== undefined && detention !== null) {
    const { tell, whom, until } = detention;
    const both = whom.includes("EUROPEAN_COMMISSION");
    return [
      ...(tell === undefined
        ? []
        : [expected(t, t(both ? "life.timeline.tell" : "life.timeline.tell-issuer"), tell)]),
      ...(until === undefined ? [] : [expected(t, t("life.timeline.decide"), until)]),
    ];
  }
  // Regulation (EC) 2368/2002 Art. 12(5): what was not used goes back to who issued it.
  if (expired && rules?.unusedReturned === true && (row.state === "VALIDATED" || row.state === "PRINTED"))
    return [expected(t, t("life.timeline.bring-back"), row.expires_on)];
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
    when: due === null ? t("life.event.no-date") : t.date(due),
    ...(due === null ? {} : { datetime: due }),
    expected: true,
  };
}

// The journal as the desk sees it: what was scanned, what waits to be handed in and why, and ways to take it along.
import { useEffect, useState } from "preact/hooks";
import type { T } from "#ui/browser-words.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { clearHandedIn, handIn, journalAsCsv, journalOf } from "./journal.ts";
import type { HandingIn, JournalEntry } from "./journal.ts";
import type { Store } from "./store.ts";

const shown = 200;

export function JournalPage({ t, store, online }: { t: T; store: Store; online: boolean }) {
  // Undefined until it was read: a journal that says "nothing waits" must know it.
  const [read, setEntries] = useState<readonly JournalEntry[]>();
  const [outcome, setOutcome] = useState<HandingIn>();
  const show = async (): Promise<void> => setEntries(await journalOf(store));
  const deliver = async (): Promise<void> => {
    await show();
    setOutcome(await handIn(store));
    await show();
  };
  useEffect(() => void (online ? deliver() : show()), [online]);
  const entries = read ?? [];
  const waiting = entries.filter(({ sent }) => sent === "waiting").length;
  return (
    <>
      <h1>{t("verifier.journal.title")}</h1>
      <p>{t("verifier.journal.lede")}</p>
      {read !== undefined && (
        <p role="status" data-waiting={waiting}>
          {t("verifier.journal.waiting", { count: waiting })} {waiting > 0 && whyWaiting(t, online, outcome)}
        </p>
      )}
      {waiting > 0 && outcome === "not-signed-in" && (
        <p>
          <a href="/sign-in">{t("common.button.sign-in")}</a>
        </p>
      )}
      <ButtonGroup>
        <span onClick={() => void deliver()}>
          <Button type="button" disabled={!online || waiting === 0}>
            {t("verifier.journal.hand-in")}
          </Button>
        </span>
        <span onClick={() => saveAs("journal.csv", journalAsCsv(entries))}>
          <Button type="button" tone="secondary">
            {t("verifier.journal.csv")}
          </Button>
        </span>
        <span onClick={() => print()}>
          <Button type="button" tone="secondary">
            {t("common.button.print")}
          </Button>
        </span>
        <span onClick={() => void clearHandedIn(store).then(show)}>
          <Button type="button" tone="secondary">
            {t("verifier.journal.clear")}
          </Button>
        </span>
      </ButtonGroup>
      <Table
        id="journal"
        caption={t("verifier.journal.caption", { count: entries.length })}
        columns={[
          { label: t("verifier.journal.when") },
          { label: t("verifier.journal.answer") },
          { label: t("verifier.journal.paper") },
          { label: t("verifier.journal.desk") },
          { label: t("verifier.journal.sent") },
        ]}
        rows={entries
          .slice(0, shown)
          .map((entry) => [
            t.instant(entry.at),
            t(`verify.word.${entry.answer}`),
            <bdi class="code">{entry.paper}</bdi>,
            <bdi>{entry.desk}</bdi>,
            <Tag tone={entry.sent === "handed-in" ? "good" : entry.sent === "refused" ? "bad" : "neutral"}>
              {t(`verifier.sent.${entry.sent}`)}
            </Tag>,
          ])}
        empty={t("verifier.journal.none")}
        note={t("verifier.journal.note")}
      />
    </>
  );
}

function whyWaiting(t: T, online: boolean, outcome: HandingIn | undefined): string {
  if (!online) return t("verifier.why.no-network");
  return outcome === undefined || outcome === "done" ? "" : t(`verifier.why.${outcome}`);
}

function saveAs(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

// The program at the desk: one field for a number or the text of a code, the camera, a file; the answer; the lists and
// their age; the journal. Everything works with the network switched off, after one visit with it.
import { useEffect, useRef, useState } from "preact/hooks";
import { looksLikeReceiptText } from "#core/certificate/receipt/format.ts";
import { longestDeskName } from "#core/certificate/scan.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { numberFormats, parseNumber } from "#core/kp/numbers.ts";
import { daysBefore } from "#ui/answer/sentence.ts";
import { languages, locales } from "#ui/browser-words.ts";
import type { Locale, T } from "#ui/browser-words.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { Mark } from "#ui/layout/Mark.tsx";
import { Camera } from "./Camera.tsx";
import { checkNumber, checkText } from "./check.ts";
import type { Checked } from "./check.ts";
import { writeDown } from "./journal.ts";
import { JournalPage } from "./JournalPage.tsx";
import { refreshLists } from "./lists.ts";
import type { Lists } from "./lists.ts";
import { partsOf } from "./paper-file.ts";
import type { Receipt } from "./paper-file.ts";
import { Result } from "./Result.tsx";
import type { Store } from "./store.ts";

export interface AppProps {
  readonly t: T;
  readonly store: Store;
  readonly lists: Lists;
  readonly desk: string;
  /** A newer version of the program is here and waits. */
  readonly newVersion: boolean;
  readonly useNewVersion: () => void;
  readonly speak: (locale: Locale) => void;
}

type View = "check" | "journal" | "lists";
const views: readonly View[] = ["check", "journal", "lists"];
type Trouble = "empty" | "no-code" | "damaged" | "no-camera" | "country-missing";

const nowText = (): string => new Date().toISOString();

export function App(props: AppProps) {
  const { t, store } = props;
  const [view, setView] = useState<View>("check");
  const [lists, setLists] = useState(props.lists);
  const [online, setOnline] = useState(navigator.onLine);
  const [desk, setDesk] = useState(props.desk);

  const refresh = async (): Promise<void> => {
    const fresh = await refreshLists(store, lists, nowText());
    if (fresh !== undefined) setLists(fresh);
  };
  useEffect(() => {
    const changed = (): void => setOnline(navigator.onLine);
    addEventListener("online", changed);
    addEventListener("offline", changed);
    return () => {
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
    };
  }, []);
  useEffect(() => void (online && refresh()), [online]);

  return (
    <>
      <a class="skip-link" href="#main">
        {t("common.layout.skip")}
      </a>
      <div class="print-head width" aria-hidden="true">
        <p>{t("verifier.title")}</p>
        <p>{t.instant(nowText())}</p>
        <p>{ageOf(t, lists)}</p>
      </div>
      <header class="header">
        <div class="header__row width">
          <span class="header__name">
            <Mark class="header__mark" />
            <span class="header__title">{t("verifier.title")}</span>
          </span>
          <label class="verifier-language">
            <span class="visually-hidden">{t("common.layout.languages")}</span>
            <select onChange={(event) => props.speak(event.currentTarget.value as Locale)}>
              {locales.map((locale) => (
                <option value={locale} lang={locale} selected={locale === t.locale}>
                  {languages[locale].ownName}
                </option>
              ))}
            </select>
          </label>
        </div>
      </header>
      <nav class="service-navigation" aria-label={t("common.layout.navigation")}>
        <ul class="service-navigation__list width">
          {views.map((name) => (
            <li>
              <a
                class="service-navigation__link"
                href={`#${name}`}
                aria-current={name === view ? "true" : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  setView(name);
                }}
              >
                {t(`verifier.view.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main class="main width" id="main" tabIndex={-1}>
        <p class={`verifier-age${isOver(lists) ? " verifier-age--over" : ""}`} role="status">
          {t(online ? "verifier.network.on" : "verifier.network.off")} {ageOf(t, lists)}
        </p>
        {lists.foreignKey !== undefined && <ForeignKey t={t} lists={lists} foreign={lists.foreignKey} />}
        {props.newVersion && (
          <p class="verifier-new">
            {t("verifier.new-version")}{" "}
            <button type="button" class="verifier-link" onClick={props.useNewVersion}>
              {t("verifier.use-new-version")}
            </button>
          </p>
        )}
        {view === "check" && (
          <CheckView
            t={t}
            lists={lists}
            online={online}
            onChecked={(checked) => writeDown(store, checked, lists, desk === "" ? "-" : desk)}
          />
        )}
        {view === "journal" && <JournalPage t={t} store={store} online={online} />}
        {view === "lists" && (
          <ListsView
            t={t}
            lists={lists}
            desk={desk}
            online={online}
            refresh={() => void refresh()}
            keepDesk={(name) => {
              setDesk(name);
              void store.put("desk", name);
            }}
          />
        )}
      </main>
      <footer class="footer">
        <div class="footer__rows width">
          <p class="footer__words">{t("verifier.foot")}</p>
        </div>
      </footer>
    </>
  );
}

function CheckView(props: {
  readonly t: T;
  readonly lists: Lists;
  readonly online: boolean;
  readonly onChecked: (checked: Checked) => Promise<void>;
}) {
  const { t, lists, online } = props;
  const [checked, setChecked] = useState<Checked>();
  const [trouble, setTrouble] = useState<Trouble>();
  /** Read before its certificate's code was: it waits for that. */
  const [waiting, setWaiting] = useState<Receipt>();
  const [scanning, setScanning] = useState(false);
  const [typed, setTyped] = useState("");
  const answer = useRef<HTMLDivElement>(null);

  const show = async (checking: Promise<Checked>): Promise<void> => {
    const result = await checking;
    setTrouble(undefined);
    setChecked(result);
    await props.onChecked(result);
    answer.current?.focus();
  };
  const ofCode = (text: string, receipt: Receipt | undefined): void => {
    setScanning(false);
    setWaiting(undefined);
    void show(checkText(lists, text, receipt, nowText(), online));
  };
  const ofReceipt = (receipt: Receipt): void => {
    setScanning(false);
    setTrouble(undefined);
    if (checked !== undefined && "qrText" in checked.evidence && waiting === undefined)
      return ofCode(checked.evidence.qrText, receipt);
    setChecked(undefined);
    setWaiting(receipt);
  };
  const ofText = (text: string): void =>
    looksLikeReceiptText(text) ? ofReceipt(text) : ofCode(text, waiting);
  const ofTyped = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    const text = textOf(data, "paper").trim();
    const participant = textOf(data, "participant");
    setTyped(text);
    if (text === "") return setTrouble("empty");
    // No number is so long, and none begins like a code of ours, of whatever version.
    if (/^KP[CR][0-9]+:/i.test(text) || text.length > 40) return ofText(text);
    const parsed = parseNumber(text, numberFormats);
    if (!parsed.ok && parsed.problem === "country-missing" && participant === "")
      return setTrouble("country-missing");
    void show(checkNumber(lists, { number: text, participant }, nowText(), online));
  };
  const ofFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const found = await partsOf(file);
    if (found === undefined) return setTrouble("damaged");
    const { code, receipt } = found;
    if (code !== undefined) ofCode(code, receipt ?? waiting);
    else if (receipt !== undefined) ofReceipt(receipt);
    else setTrouble("no-code");
  };

  const again = checked === undefined ? "verify.title" : "verify.title.again";
  return (
    <>
      {trouble !== undefined && (
        <ErrorSummary t={t} errors={[{ text: troubleText(t, trouble), field: "paper" }]} />
      )}
      {checked !== undefined && (
        <div ref={answer} tabIndex={-1} aria-live="polite">
          <Result t={t} checked={checked} lists={lists} />
          {checked.content !== undefined && checked.record === undefined && (
            <p class="verifier-receipt">{t("verifier.receipt.add")}</p>
          )}
          <p class="verifier-tools">
            <button type="button" class="button button--secondary" onClick={() => print()}>
              {t("common.button.print")}
            </button>
          </p>
        </div>
      )}
      <div class="verifier-ask">
        {checked === undefined ? <h1>{t(again)}</h1> : <h2>{t(again)}</h2>}
        {waiting !== undefined && (
          <p class="verifier-receipt" role="status">
            {t("verifier.receipt.waits")}
          </p>
        )}
        {scanning ? (
          <>
            <Camera
              t={t}
              onText={ofText}
              onRefused={() => {
                setScanning(false);
                setTrouble("no-camera");
              }}
            />
            <button type="button" class="button button--secondary" onClick={() => setScanning(false)}>
              {t("common.button.cancel")}
            </button>
          </>
        ) : (
          <button
            type="button"
            class="button button--primary verifier-scan"
            onClick={() => setScanning(true)}
          >
            {t("verifier.scan")}
          </button>
        )}
        <div onChange={(event) => void ofFile((event.target as HTMLInputElement).files?.[0])}>
          <FileUpload
            t={t}
            name="photograph"
            label={t("verifier.photograph")}
            hint={t("verify.file.hint")}
            kinds={["JPEG", "PNG", "PDF", ".kp-receipt"]}
            accept="image/*,application/pdf,.kp-receipt"
            megabytes={20}
          />
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ofTyped(event.currentTarget);
          }}
        >
          <TextInput
            t={t}
            name="paper"
            label={t("verifier.typed")}
            hint={t("verifier.typed.hint")}
            value={typed}
            code
            error={trouble === "empty" || trouble === "country-missing" ? troubleText(t, trouble) : undefined}
          />
          {trouble === "country-missing" && (
            <Select
              t={t}
              name="participant"
              label={t("verify.participant.label")}
              items={numberFormats
                .map(({ participant }) => ({ value: participant, label: t.country(participant) }))
                .toSorted((a, b) => a.label.localeCompare(b.label, t.locale))}
            />
          )}
          <Button tone="secondary">{t("verifier.check")}</Button>
        </form>
      </div>
    </>
  );
}

function ListsView(props: {
  readonly t: T;
  readonly lists: Lists;
  readonly desk: string;
  readonly online: boolean;
  readonly refresh: () => void;
  readonly keepDesk: (name: string) => void;
}) {
  const { t, lists } = props;
  const { trust, status, schemeKey, askedAt } = lists;
  return (
    <>
      <h1>{t("verifier.lists.title")}</h1>
      <p>{t("verifier.lists.lede")}</p>
      <SummaryList
        rows={[
          { key: t("verifier.lists.trust"), value: listFacts(t, trust) },
          { key: t("verifier.lists.status"), value: listFacts(t, status) },
          { key: t("verifier.lists.asked"), value: askedAt === undefined ? "–" : t.instant(askedAt) },
          {
            key: t("verifier.lists.key"),
            value: schemeKey === undefined ? "–" : <bdi class="code verifier-key">{toHex(schemeKey)}</bdi>,
          },
        ]}
      />
      <p>{t("verifier.lists.compare-key")}</p>
      <button type="button" class="button button--primary" disabled={!props.online} onClick={props.refresh}>
        {t("verifier.lists.refresh")}
      </button>
      <h2>{t("verifier.desk.title")}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.keepDesk(deskName(textOf(new FormData(event.currentTarget), "desk")));
        }}
      >
        <TextInput
          t={t}
          name="desk"
          label={t("verifier.desk.label")}
          hint={t("verifier.desk.hint")}
          value={props.desk}
          maxlength={longestDeskName}
          width={30}
        />
        <Button tone="secondary">{t("common.button.save")}</Button>
      </form>
    </>
  );
}

function ForeignKey({ t, lists, foreign }: { t: T; lists: Lists; foreign: Uint8Array }) {
  return (
    <div role="alert">
      <WarningText t={t}>
        {t("verifier.foreign-key")} <bdi class="code verifier-key">{toHex(foreign)}</bdi>{" "}
        {t("verifier.foreign-key.kept")}{" "}
        <bdi class="code verifier-key">{toHex(lists.schemeKey ?? new Uint8Array())}</bdi>
      </WarningText>
    </div>
  );
}

function troubleText(t: T, trouble: Trouble): string {
  if (trouble === "no-camera") return t("verifier.no-camera");
  return t(`verify.problem.${trouble}`);
}

function listFacts(
  t: T,
  list: { readonly version: number; readonly issuedAt: string; readonly notAfter: string } | undefined,
): string {
  if (list === undefined) return t("verifier.lists.none");
  return t("verifier.lists.facts", {
    version: list.version,
    issued: t.instant(list.issuedAt),
    until: t.instant(list.notAfter),
  });
}

/** Of the older of the two: that is how old what is known may be. */
function ageOf(t: T, { trust, status }: Lists): string {
  if (trust === undefined) return t("verifier.age.none");
  const issued =
    [trust.issuedAt, status?.issuedAt ?? trust.issuedAt].toSorted((a, b) => (a < b ? -1 : 1))[0] ?? "";
  const over = isOver({ trust, status });
  return t(over ? "verifier.age.over" : "verifier.age", {
    days: daysBefore(nowText(), issued),
    date: t.instant(issued),
  });
}

function isOver({ trust, status }: Pick<Lists, "trust" | "status">): boolean {
  const now = nowText();
  return trust === undefined || trust.notAfter <= now || (status !== undefined && status.notAfter <= now);
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}

/** Printable, short: as the format of a scan takes it. */
function deskName(text: string): string {
  return text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .trim()
    .slice(0, longestDeskName);
}

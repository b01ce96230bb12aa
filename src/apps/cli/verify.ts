// `kimberlite verify`: is this paper good? By the text of the code, a file that holds it, a photograph or PDF, or the number.
// Offline against a signed trust list, or online with a server; with the scheme's key the signature is checked here in
// either case. A receipt (in the PDF, as second code, or --receipt) is judged with the code: one answer for both. Exit codes: 0 valid (offline: authentic, the register was not asked), 1 not valid, 2 could not be checked.
import { readFile, stat } from "node:fs/promises";
import type { Command } from "commander";
import type { AnswerState } from "#core/certificate/answers.ts";
import { looksLikeFile, readFileText } from "#core/certificate/file/read-file.ts";
import { longestSdJwt } from "#core/certificate/file/read.ts";
import { shownToJson } from "#core/certificate/file/shown.ts";
import { verifyFile } from "#core/certificate/file/verify.ts";
import type { FileVerification } from "#core/certificate/file/verify.ts";
import { readQrText } from "#core/certificate/qr-text.ts";
import type { KnownState, KnownStatus, RegisterView } from "#core/certificate/register.ts";
import { receiptToText } from "#core/certificate/receipt/format.ts";
import { receiptBeside } from "#core/certificate/receipt/in-pdf.ts";
import { verifyWithReceipt } from "#core/certificate/receipt/verify.ts";
import type { ReceiptedVerification } from "#core/certificate/receipt/verify.ts";
import { verify } from "#core/certificate/verify.ts";
import type { Verification, Warning } from "#core/certificate/verify.ts";
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { parseNumber, numberFormats } from "#core/kp/numbers.ts";
import { readTrustList } from "#core/trust/trust-list.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import { inflate } from "#platform/files/inflate.ts";
import { readCodes } from "#platform/files/read-code.ts";
import { sniff } from "#platform/files/sniff.ts";
import type { T } from "#platform/i18n/translator.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { recordToJson, sentenceOf, warningOf, wordOf } from "#ui/answer/sentence.ts";
import { refusesPolitely } from "./server-command.ts";
import { ask, askForFile, orTell, Refusal } from "./client.ts";
import type { Connection } from "./client.ts";
import { policyIn, receiptIn } from "./receipt.ts";
import type { Receipt } from "./receipt.ts";
import { processTerminal, readFileOrInput, UsageError, wordsFor } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

export const verifyExitCodes = { valid: 0, notValid: 1, notChecked: 2 } as const;

interface Options {
  readonly trustList?: string;
  readonly schemeKey?: string;
  readonly server?: string;
  readonly now?: string;
  readonly code?: string;
  readonly receipt?: string;
  readonly policy?: string;
  readonly json?: true;
}

export function addVerifyCommand(program: Command, terminal: Terminal = processTerminal): void {
  refusesPolitely(program.command("verify <paper>"))
    .description(
      "check a certificate: text of its code, its signed file, a photograph or PDF, its number, or - for the standard input",
    )
    .option("--code <paper>", "with a signed file: the code that came with it, as text, photograph or PDF")
    .option(
      "--receipt <file>",
      "the receipt of the code: its file, its code's text, or a photograph of that code",
    )
    .option(
      "--policy <file>",
      "log and witnesses to judge the receipt by (C2SP tlog-policy), not those of the trust list",
    )
    .option("--trust-list <file>", "check offline against this signed list")
    .option("--scheme-key <hex>", "public key of the scheme, which signs the list (65 bytes, hexadecimal)")
    .option("--server <address>", "check with this server's register")
    .option("--now <instant>", "as if it were this UTC instant")
    .option("--json", "answer as JSON")
    .action(async (paper: string, options: Options) => {
      const t = wordsFor(terminal);
      await orTell(terminal, options.json === true, async () => {
        try {
          const { texts, unreadable, receipt: found } = await codesIn(terminal, paper);
          if (unreadable !== undefined) {
            terminal.error(t("api.verify.no-code", { reason: unreadable }));
            terminal.setExitCode(verifyExitCodes.notChecked);
            return;
          }
          // A sheet may carry other codes beside ours; if none is ours, that is the answer.
          const ours = texts.filter((text) => /^KPC\d*:/i.test(text));
          const asked = ours.length > 0 ? [...new Set(ours)] : texts.slice(0, 1);
          // A receipt is of one code: on a sheet with several it is nobody's.
          if (asked.length > 1 && options.receipt !== undefined)
            throw new UsageError("--receipt goes with one code, and this file has several");
          const receipt =
            options.receipt === undefined
              ? asked.length > 1
                ? undefined
                : found
              : await receiptIn(options.receipt);
          const results: Result[] = [];
          for (const text of asked) results.push(await check(terminal, t, text, receipt, options));
          tell(terminal, t, results, options.json === true);
        } catch (error) {
          // Whatever kept the question from being answered: the paper is neither good nor bad.
          if (error instanceof Refusal)
            throw new Refusal(error.message, verifyExitCodes.notChecked, error.problem);
          throw error;
        }
      });
    });
}

/** What is shown, and printed as it is with --json. */
interface Result {
  readonly state: AnswerState;
  readonly word: string;
  readonly sentence: string;
  readonly checkedAt: string;
  readonly checkedBy: "this-device" | "server";
  readonly trustList: { readonly version: number; readonly issuedAt: string };
  readonly checks: Verification["checks"];
  /** What the desk must know although nothing failed. */
  readonly warnings: readonly (Warning & { readonly sentence: string })[];
  readonly content?: unknown;
  /** Where it stands in the public log; only when nothing failed. */
  readonly record?: ReturnType<typeof recordToJson>;
}

async function codesIn(
  terminal: Terminal,
  paper: string,
): Promise<{ texts: readonly string[]; unreadable?: string; receipt?: Receipt }> {
  if (paper !== "-" && (/^KPC\d*:/i.test(paper.trim()) || !(await isFile(paper))))
    return { texts: [paper.trim()] };
  const bytes = paper === "-" ? await readFileOrInput(terminal, paper) : await readFile(paper);
  const type = sniff(bytes);
  if (type === undefined) return { texts: [Buffer.from(bytes).toString("utf8").trim()] };
  const read = await readCodes(bytes, type);
  if (!read.ok) return { texts: [], unreadable: read.reason };
  const receipt = receiptBeside(bytes, read.texts, inflate);
  return { texts: read.texts, ...(receipt === undefined ? {} : { receipt }) };
}

async function check(
  terminal: Terminal,
  t: T,
  text: string,
  receipt: Receipt | undefined,
  options: Options,
): Promise<Result> {
  const { trustList, schemeKey, server, policy } = options;
  const now = options.now === undefined ? terminal.now() : instantOf(options.now);
  const isFile = looksLikeFile(text);
  const isNumber = !isFile && !readQrText(text).ok && parseNumber(text, numberFormats).ok;
  if (options.code !== undefined && (!isFile || schemeKey === undefined))
    throw new UsageError("--code goes with a signed file and with --scheme-key");
  if (options.receipt !== undefined && (isFile || isNumber))
    throw new UsageError("--receipt goes with the code of a certificate");
  if (policy !== undefined && (receipt === undefined || schemeKey === undefined))
    throw new UsageError("--policy goes with a receipt and with --scheme-key");
  if (trustList !== undefined) {
    if (schemeKey === undefined)
      throw new UsageError("--trust-list needs --scheme-key: an unsigned list says nothing");
    if (isNumber && server === undefined)
      throw new UsageError("a number alone can be checked with --server only");
  } else if (server === undefined) throw new UsageError("give --server, or --trust-list with --scheme-key");
  const connection: Connection | undefined =
    server === undefined ? undefined : { server, language: t.locale };
  if (connection !== undefined && (schemeKey === undefined || isNumber))
    return asked(connection, text, isNumber, receipt);
  const key = keyOf(schemeKey ?? "");
  const bytes =
    trustList !== undefined || connection === undefined
      ? await readFileOrInput(terminal, trustList)
      : await askForFile(connection, { method: "GET", path: "/trust-list.cose" });
  const reading = readTrustList(bytes, key, verifyEs256);
  if (!reading.ok) throw new UsageError(`the trust list cannot be used: ${reading.reason}`);
  const register: RegisterView =
    connection === undefined ? { kind: "unavailable" } : await registerFor(connection, text, now);
  const common = { trust: reading.list, register, now, verifyEs256 };
  const beside = options.code === undefined ? {} : { qrText: await codeIn(terminal, options.code) };
  const verification = isFile
    ? verifyFile({ ...common, file: text, sha256, ...beside })
    : receipt === undefined
      ? verify({ ...common, evidence: { qrText: text } })
      : verifyWithReceipt({
          ...common,
          evidence: { qrText: text },
          receipt,
          sha256,
          verifyEd25519,
          ...(policy === undefined ? {} : { logPolicy: await policyIn(policy) }),
        });
  return resultOf(t, verification, reading.list, now);
}

/** The text of the one certificate code on a paper. */
async function codeIn(terminal: Terminal, paper: string): Promise<string> {
  const { texts, unreadable } = await codesIn(terminal, paper);
  if (unreadable !== undefined) throw new UsageError(`no code can be read from ${paper}: ${unreadable}`);
  return texts.find((text) => /^KPC\d*:/i.test(text)) ?? texts[0] ?? "";
}

/** The server's own answer, taken as it is. */
async function asked(
  connection: Connection,
  text: string,
  isNumber: boolean,
  receipt: Receipt | undefined,
): Promise<Result> {
  const shown =
    receipt === undefined ? {} : { receipt: typeof receipt === "string" ? receipt : receiptToText(receipt) };
  const answer = (await ask(
    connection,
    isNumber
      ? { method: "GET", path: "/api/verify", query: { number: text } }
      : { method: "POST", path: "/api/verify", body: { text: text.slice(0, longestSdJwt), ...shown } },
  )) as Omit<Result, "checkedAt" | "checkedBy"> & { asOf: string };
  const { state, word, sentence, asOf, trustList, checks, warnings, content, record } = answer;
  return {
    state,
    word,
    sentence,
    checkedAt: asOf,
    checkedBy: "server",
    trustList,
    checks,
    warnings,
    ...(content === undefined ? {} : { content }),
    ...(record === undefined ? {} : { record }),
  };
}

/** How the register has the id in this code or file: all that a device needs beside the signed list. */
async function registerFor(connection: Connection, text: string, now: string): Promise<RegisterView> {
  const reading = looksLikeFile(text) ? readFileText(text, sha256) : readQrText(text);
  if (!reading.ok) return { kind: "unavailable" };
  const { participant, number, publicId, issuedOn, expiresAt } = reading.claims;
  try {
    const found = (await ask(connection, {
      method: "GET",
      path: `/api/certificates/${toHex(publicId)}/status`,
    })) as {
      authority: string;
      state: KnownState | "expired";
      since: string;
      expiresOn: string;
      by: string | null;
      asOf: string;
    } & Pick<KnownStatus, "fakeReported" | "endorsed">;
    const { state, asOf, ...known } = found;
    return {
      kind: "live",
      asOf,
      statuses: [
        {
          ...known,
          participant,
          number,
          publicId,
          issuedOn,
          expiresAt,
          state: state === "expired" ? "open" : state,
        },
      ],
    };
  } catch (error) {
    const code =
      error instanceof Refusal ? (error.problem as { code?: string } | undefined)?.code : undefined;
    if (code === "not-found") return { kind: "live", asOf: now, statuses: [] };
    throw error;
  }
}

function resultOf(
  t: T,
  {
    answer,
    checks,
    warnings,
    content,
    shown,
    record,
  }: ReceiptedVerification & Pick<FileVerification, "shown">,
  list: TrustList,
  now: string,
): Result {
  const authorities = list.authorities.map(({ code, name, contact }) => ({ code, names: name, contact }));
  return {
    state: answer.state,
    word: wordOf(t, answer),
    sentence: sentenceOf(t, answer, authorities, now),
    checkedAt: now,
    checkedBy: "this-device",
    trustList: { version: list.version, issuedAt: list.issuedAt },
    checks,
    ...(record === undefined ? {} : { record: recordToJson(t, record) }),
    ...(shown === undefined ? {} : { content: shownToJson(shown) }),
    warnings: warnings.map((one) => ({ ...one, sentence: warningOf(t, one, authorities) })),
    ...(content === undefined
      ? {}
      : {
          content: {
            ...content,
            publicId: toHex(content.publicId),
            lines: content.lines.map(({ carats, usd, ...line }) => ({
              ...line,
              carats: caratsToString(carats),
              usd: usdToString(usd),
            })),
          },
        }),
  };
}

function tell(terminal: Terminal, t: T, results: readonly Result[], asJson: boolean): void {
  for (const result of results) {
    if (asJson) {
      terminal.out(JSON.stringify(result, null, 2));
      continue;
    }
    terminal.out(`${result.word.toUpperCase()}: ${result.sentence}`);
    if (result.record !== undefined) terminal.out(result.record.sentence);
    for (const { sentence } of result.warnings) terminal.out(sentence);
    const { version, issuedAt } = result.trustList;
    terminal.out(
      result.checkedBy === "server"
        ? t("api.verify.by-server")
        : t("api.verify.by-list", { version, date: t.date(issuedAt.slice(0, 10)) }),
    );
    const outcomes = result.checks.map(({ outcome }) => t(`verify.outcome.${outcome}`));
    const width = Math.max(0, ...outcomes.map((outcome) => outcome.length));
    for (const [place, { code, detail }] of result.checks.entries()) {
      const reason = `verify.reason.${String(detail["reason"])}`;
      terminal.out(
        `  ${(outcomes[place] ?? "").padEnd(width)}  ${t(`verify.check.${code}`)}${t.has(reason) ? ` (${t(reason)})` : ""}`,
      );
    }
  }
  // One bad code makes the sheet bad, whatever the others are.
  const codes = results.map(({ state }) => exitCodeOf(state));
  terminal.setExitCode(
    codes.includes(verifyExitCodes.notValid) ? verifyExitCodes.notValid : Math.max(...codes),
  );
}

function exitCodeOf(state: AnswerState): number {
  if (state === "valid" || state === "offline") return verifyExitCodes.valid;
  return unanswered.has(state) ? verifyExitCodes.notChecked : verifyExitCodes.notValid;
}

/** These say nothing about the paper. */
const unanswered: ReadonlySet<AnswerState> = new Set(["service-down", "clock", "paper-only-issuer"]);

function instantOf(text: string): string {
  const millis = Date.parse(text);
  if (Number.isNaN(millis) || !/(Z|[+-]\d\d:\d\d)$/.test(text))
    throw new UsageError(`"${text}" is not an instant: write it like 2026-06-01T10:00:00Z`);
  return new Date(millis).toISOString();
}

function keyOf(hex: string): Uint8Array {
  if (!/^04[0-9a-f]{128}$/i.test(hex))
    throw new UsageError("--scheme-key is 130 hexadecimal digits and begins with 04");
  return fromHex(hex.toLowerCase());
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

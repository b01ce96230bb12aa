// Commands that speak to a server: applications, certificates, arrivals, Participants. JSON in from a file or the standard
// input, a table or --json out. Exit codes: 0 done, 1 refused, 2 used wrongly, 3 the server did not answer.
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Command } from "commander";
import type { T } from "#platform/i18n/translator.ts";
import { common, group, part, post, pretty, readJson, refusesPolitely, runner } from "./server-command.ts";
import { processTerminal, tableOf, UsageError, writeOut } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

export function addApiCommands(program: Command, terminal: Terminal = processTerminal): void {
  const run = runner(terminal);

  const application = group(program, "application", "applications for certificates");
  post(application.command("submit [file]"))
    .description(
      'apply; JSON as in /api/openapi.json, where evidence may name a local "file" instead of its content',
    )
    .action(
      run(async ({ call, tell, t }, [file]) => {
        const body = await withFiles(await readJson(terminal, file), file);
        const done = (await call({ method: "POST", path: "/api/applications", body })) as {
          id: string;
          reference: string;
        };
        tell(done, () => t("api.done.submitted", done));
      }),
    );
  common(application.command("list"))
    .description("applications of your company, or to your authority")
    .option("--state <state>", "SUBMITTED, DEFICIENT, REJECTED, APPROVED or ISSUED")
    .action(
      run(async ({ call, tell, t, options }) => {
        const list = (await call({
          method: "GET",
          path: "/api/applications",
          query: { state: options["state"] },
        })) as { applications: readonly Row[] };
        tell(list, () =>
          tableFor(t, list.applications, [
            ["reference", (row) => row["reference"]],
            ["state", (row) => row["state"]],
            ["office", (row) => row["office"]],
            ["submitted", (row) => row["submittedAt"]],
            ["id", (row) => row["id"]],
          ]),
        );
      }),
    );
  common(application.command("show <id>"))
    .description("one application, whole")
    .action(
      run(async ({ call, tell }, [id]) =>
        tell(await call({ method: "GET", path: `/api/applications/${part(id)}` }), pretty),
      ),
    );
  post(application.command("review <id>"))
    .description("approve an application, send it back, or reject it")
    .requiredOption("--decision <decision>", "approve, return or reject")
    .option("--reason <text>", "what the applicant reads; needed to return or reject")
    .action(
      run(async ({ call, tell, t, options }, [id]) => {
        const body = { decision: options["decision"], reason: options["reason"] };
        const done = (await call({ method: "POST", path: `/api/applications/${part(id)}/review`, body })) as {
          state: string;
        };
        tell(done, () => t("api.done.reviewed", done));
      }),
    );

  const certificate = group(program, "certificate", "certificates of your authority");
  post(certificate.command("issue [file]"))
    .description("issue one: from JSON, or with --application from an approved application")
    .option("--application <id>", "the approved application")
    .option("--office <code>", "the office that issues, such as SL-KPA/FNA")
    .option("--expires-on <date>", "last valid day, when shorter than the rule allows")
    .action(
      run(async ({ call, tell, t, options }, [file]) => {
        const { application, office, expiresOn } = options;
        if (application !== undefined && office === undefined)
          throw new UsageError("--application needs --office as well");
        const body =
          application === undefined ? await readJson(terminal, file) : { application, office, expiresOn };
        const done = (await call({ method: "POST", path: "/api/certificates", body })) as Issued;
        tell(done, () => t("api.done.issued", { ...done, expires: t.date(done.expiresOn) }));
      }),
    );
  post(certificate.command("batch [file]"))
    .description('issue up to 1,000, all or none; JSON: {"items": […]}')
    .action(
      run(async ({ call, tell, t }, [file]) => {
        const done = (await call({
          method: "POST",
          path: "/api/certificates/batch",
          body: await readJson(terminal, file),
        })) as { certificates: readonly Issued[] };
        const numbers = done.certificates.map(({ number }) => number);
        tell(done, () =>
          t("api.done.batch", { count: numbers.length, first: numbers[0] ?? "", last: numbers.at(-1) ?? "" }),
        );
      }),
    );
  post(certificate.command("validate <id>"))
    .description("validate and seal what somebody else issued")
    .option("--seal <number...>", "seals of the containers, where not named at issue")
    .action(
      run(async ({ call, tell, t, options }, [id]) => {
        const seals = options["seal"] as unknown as readonly string[] | undefined;
        const body = seals === undefined ? {} : { containers: seals.map((seal) => ({ seal })) };
        const done = (await call({
          method: "POST",
          path: `/api/certificates/${part(id)}/validate`,
          body,
        })) as { id: string; qrText: string };
        tell(done, () => `${t("api.done.validated", { id: done.id })}\n${done.qrText}`);
      }),
    );
  common(certificate.command("preview <id>"))
    .description("the sheet as it will look, as PDF")
    .requiredOption("-o, --output <file>", "where to write it")
    .action(
      run(async ({ file, options }, [id]) =>
        writeOut(
          terminal,
          options["output"] ?? "",
          await file({ method: "GET", path: `/api/certificates/${part(id)}/preview.pdf` }),
        ),
      ),
    );
  post(certificate.command("print <id>"))
    .description("the sealed certificate as PDF: the original until one came out right, copies after it")
    .requiredOption("-o, --output <file>", "where to write it")
    .option(
      "--sheet <number>",
      "sheet of security paper on top of the pile; the next of the stock when absent",
    )
    .option("--size <size>", "a4 or letter; the size of the Participant's layout when absent")
    .action(
      run(async ({ file, options }, [id]) =>
        writeOut(
          terminal,
          options["output"] ?? "",
          await file({
            method: "POST",
            path: `/api/certificates/${part(id)}/print`,
            query: { sheet: options["sheet"], size: options["size"]?.toUpperCase() },
          }),
        ),
      ),
    );
  post(certificate.command("print-outcome <id>"))
    .description("say how the printed original came out")
    .requiredOption("--outcome <outcome>", "right, spoiled or nothing")
    .option("--reason <text>", "what happened to a spoiled sheet")
    .action(
      run(async ({ call, tell, t, options }, [id]) => {
        const body = { outcome: options["outcome"], reason: options["reason"] };
        const done = (await call({
          method: "POST",
          path: `/api/certificates/${part(id)}/print-outcome`,
          body,
        })) as { outcome: string };
        tell(done, () => t("printing.done.outcome", done));
      }),
    );
  post(certificate.command("export <id>"))
    .description("say that the shipment has left")
    .action(
      run(async ({ call, tell, t }, [id]) => {
        const done = (await call({ method: "POST", path: `/api/certificates/${part(id)}/export` })) as {
          state: string;
        };
        tell(done, () => t("api.done.state", done));
      }),
    );
  post(certificate.command("step <verb> <id> [file]"))
    .description(
      "what else happens to it: notice, enter-transit, leave-transit, endorse, return, replace, invalidate, report-lost, report-stolen, report-found, " +
        "detain, release, send-back, forfeit, report-forgery, ask, decline; JSON as in /api/openapi.json, or the options",
    )
    .option("--reason <code>", "such as SEALS_BROKEN")
    .option("--note <text>", "what is to be said about it")
    .option("--place <text>", "where")
    .option("--on <date>", "on which day, if not today")
    .action(
      run(async ({ call, tell, t, options }, [verb, id, file]) => {
        const { reason, note, place, on } = options;
        const given = { reason, note, place, on };
        const body = Object.values(given).some((value) => value !== undefined)
          ? given
          : await readJson(terminal, file);
        const path = `/api/certificates/${part(id)}/${part(verb)}`;
        const done = (await call({ method: "POST", path, body })) as { state: string } | Issued;
        tell(done, () =>
          "state" in done
            ? t("api.done.state", done)
            : t("api.done.issued", { ...done, expires: t.date(done.expiresOn) }),
        );
      }),
    );
  common(certificate.command("show <id>"))
    .description("one certificate, whole")
    .action(
      run(async ({ call, tell }, [id]) =>
        tell(await call({ method: "GET", path: `/api/certificates/${part(id)}` }), pretty),
      ),
    );
  common(certificate.command("list"))
    .description("certificates of your authority or company, newest first")
    .option("--state <state>", "such as EXPORTED, DETAINED, LOST; all of them in /api/openapi.json")
    .option("--number <digits>", "digits in the printed number")
    .option("--destination <code>", "receiving Participant, such as EU")
    .option("--limit <count>", "how many", "100")
    .option("--offset <count>", "after how many", "0")
    .action(
      run(async ({ call, tell, t, options }) => {
        const { state, number, destination, limit, offset } = options;
        const list = (await call({
          method: "GET",
          path: "/api/certificates",
          query: { state, number, destination, limit, offset },
        })) as { total: number; certificates: readonly Row[] };
        tell(list, () => {
          const next = Number(offset) + list.certificates.length;
          const more =
            next < list.total
              ? `\n${t("api.list.more", { shown: list.certificates.length, total: list.total, next })}`
              : "";
          return certificatesTable(t, list.certificates) + more;
        });
      }),
    );
  common(certificate.command("file <id>"))
    .description("the signed file of a validated certificate, with everything it can show")
    .requiredOption("-o, --output <file>", "where to write it")
    .action(
      run(async ({ file, options }, [id]) =>
        writeOut(
          terminal,
          options["output"] ?? "",
          await file({ method: "GET", path: `/api/certificates/${part(id)}/file` }),
        ),
      ),
    );
  common(certificate.command("untp <id>"))
    .description("the certificate as a UNTP Digital Conformity Credential, as JSON; not signed")
    .action(
      run(async ({ call, tell }, [id]) =>
        tell(await call({ method: "GET", path: `/api/certificates/${part(id)}/untp` }), pretty),
      ),
    );
  common(certificate.command("sources <id>"))
    .description("where its goods come from: provenance, and the certificates it draws on")
    .action(
      run(async ({ call, tell }, [id]) =>
        tell(await call({ method: "GET", path: `/api/certificates/${part(id)}/sources` }), pretty),
      ),
    );
  common(certificate.command("receipt <id>"))
    .description("proof that an act on the certificate stands in the public log")
    .option("--act <kind>", "such as validated, lost, detained; of several, the last", "validated")
    .option(
      "-o, --output <file>",
      "write the receipt of its code (.kp-receipt) instead, to be checked beside the code",
    )
    .option(
      "--cose",
      "with --output: the proof of the act as COSE receipt (RFC 9942), for programs that speak COSE",
    )
    .action(
      run(async ({ call, file, tell, options }, [id]) => {
        const { output, cose } = options;
        if (cose !== undefined && output === undefined) throw new UsageError("--cose goes with --output");
        if (output !== undefined && cose === undefined)
          return writeOut(
            terminal,
            output,
            await file({ method: "GET", path: `/api/certificates/${part(id)}/kp-receipt` }),
          );
        const receipt = (await call({
          method: "GET",
          path: `/api/certificates/${part(id)}/receipt`,
          query: { act: options["act"] },
        })) as { act: string; proof: string };
        if (output !== undefined)
          return writeOut(
            terminal,
            output,
            await file({ method: "GET", path: `/api/acts/${part(receipt.act)}/cose-receipt` }),
          );
        return tell(receipt, () => receipt.proof.trimEnd());
      }),
    );

  const arrival = group(program, "arrival", "shipments that come to your authority");
  common(arrival.command("list"))
    .description("on their way, or here and not yet confirmed")
    .option("--number <digits>", "digits in the printed number")
    .option("--state <state>", "PRINTED, EXPORTED or PRESENTED")
    .action(
      run(async ({ call, tell, t, options }) => {
        const list = (await call({
          method: "GET",
          path: "/api/arrivals",
          query: { number: options["number"], state: options["state"] },
        })) as { arrivals: readonly Row[] };
        tell(list, () => arrivalsTable(t, list.arrivals));
      }),
    );
  post(arrival.command("present <id>"))
    .description("say that the shipment is here")
    .option("--arrived-on <date>", "the day it came, when not today")
    .action(
      run(async ({ call, tell, t, options }, [id]) => {
        const done = (await call({
          method: "POST",
          path: `/api/certificates/${part(id)}/present`,
          body: { arrivedOn: options["arrivedOn"] },
        })) as { state: string };
        tell(done, () => t("api.done.state", done));
      }),
    );
  post(arrival.command("confirm <id> [file]"))
    .description('confirm the import with what was found; JSON: {"checklist": …, "actuals": …}')
    .action(
      run(async ({ call, tell, t }, [id, file]) => {
        const done = (await call({
          method: "POST",
          path: `/api/certificates/${part(id)}/confirm`,
          body: await readJson(terminal, file),
        })) as { outcome: "full" | "discrepancy"; mismatches: readonly string[] };
        tell(done, () => t(`api.done.confirmed.${done.outcome}`, { mismatches: t.list(done.mismatches) }));
      }),
    );

  common(refusesPolitely(program.command("participants")))
    .description("every Participant and what it is on a day")
    .option("--on <date>", "the day, when not today")
    .action(
      run(async ({ call, tell, t, options }) => {
        const list = (await call({
          method: "GET",
          path: "/api/participants",
          query: { on: options["on"] },
        })) as { participants: readonly (Row & { names: Readonly<Record<string, string>> })[] };
        tell(list, () =>
          tableFor(t, list.participants, [
            ["code", (row) => row["code"]],
            ["status", (row) => row["status"]],
            ["name", (row) => (row as (typeof list.participants)[number]).names[t.locale] ?? row["code"]],
          ]),
        );
      }),
    );
}

type Row = Readonly<Record<string, unknown>>;

interface Issued {
  readonly id: string;
  readonly number: string;
  readonly expiresOn: string;
}

/** Evidence may be named as local files, relative to the JSON file. */
async function withFiles(body: unknown, from: string | undefined): Promise<unknown> {
  const { evidence } = (body ?? {}) as { evidence?: unknown };
  if (!Array.isArray(evidence)) return body;
  const folder = from === undefined || from === "-" ? process.cwd() : dirname(resolve(from));
  const filled = [];
  for (const entry of evidence as readonly Readonly<Record<string, unknown>>[]) {
    const { file, ...rest } = entry;
    if (typeof file !== "string") filled.push(entry);
    else {
      const path = resolve(folder, file);
      const bytes = await readFile(path).catch((error: unknown) => {
        throw new UsageError(`${path} cannot be read`, { cause: error });
      });
      filled.push({
        name: basename(path),
        mediaType: mediaTypes[path.slice(path.lastIndexOf(".") + 1).toLowerCase()],
        ...rest,
        content: bytes.toString("base64"),
      });
    }
  }
  return { ...(body as object), evidence: filled };
}

const mediaTypes: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
};

type Column =
  | "number"
  | "state"
  | "destination"
  | "carats"
  | "expires"
  | "id"
  | "reference"
  | "office"
  | "submitted"
  | "code"
  | "name"
  | "status"
  | "issuer"
  | "due";

function tableFor(
  t: T,
  rows: readonly Row[],
  columns: readonly (readonly [Column, (row: Row) => unknown])[],
): string {
  if (rows.length === 0) return t("api.list.none");
  return tableOf(
    columns.map(([name]) => t(`api.column.${name}`)),
    rows.map((row) => columns.map(([, value]) => textOf(value(row)))),
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "–";
}

function certificatesTable(t: T, rows: readonly Row[]): string {
  return tableFor(t, rows, [
    ["number", (row) => row["number"]],
    ["state", (row) => row["state"]],
    ["destination", (row) => row["destination"]],
    ["carats", (row) => row["carats"]],
    ["expires", (row) => row["expiresOn"]],
    ["id", (row) => row["id"]],
  ]);
}

function arrivalsTable(t: T, rows: readonly Row[]): string {
  return tableFor(t, rows, [
    ["number", (row) => row["number"]],
    ["state", (row) => row["state"]],
    ["issuer", (row) => row["authority"]],
    ["carats", (row) => row["carats"]],
    ["due", (row) => row["confirmationDue"]],
    ["id", (row) => row["id"]],
  ]);
}
